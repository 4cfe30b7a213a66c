package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.integration.Fleet.Harbour;
import dev.cress.integration.Fleet.Sailor;
import dev.cress.integration.Fleet.Ship;
import dev.cress.reference.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which entity refers to which by their names, and under which ids each may be found; it is not known what has become of requests of programs that died. */
final class FleetModel {

    private static final int TAGS = 8;

    private final Random random;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, List<String>> ids = new ConcurrentHashMap<>();
    private final Map<String, Ship> ships = new ConcurrentHashMap<>();
    private final Map<String, Sailor> sailors = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();

    FleetModel(Random random) {
        this.random = random;
    }

    /** An id that nobody has had. */
    String fresh() {
        return "{" + random.nextInt(TAGS) + "}:\0é" + numbers.incrementAndGet();
    }

    /** One of the same partition, or of any. */
    String fresh(String before) {
        String other = fresh();
        return random.nextBoolean() ? other : before.substring(0, 3) + other.substring(3);
    }

    String name(String kind) {
        return kind + numbers.incrementAndGet();
    }

    void stands(String name, String id) {
        ids.compute(name, (any, known) -> {
            List<String> more = known == null ? new ArrayList<>() : new ArrayList<>(known);
            more.add(id);
            return more;
        });
    }

    void add(Ship ship) {
        ships.put(ship.name(), ship);
        stands(ship.name(), ship.id());
    }

    void add(Sailor sailor) {
        sailors.put(sailor.name(), sailor);
        stands(sailor.name(), sailor.id());
    }

    /** From now on it may be gone although nothing that it refers to is. */
    void delete(String name) {
        deleted.add(name);
    }

    /** One of a kind. */
    String any(String kind) {
        List<String> names = ids.keySet().stream()
                .filter(name -> name.startsWith(kind))
                .sorted()
                .toList();
        return names.get(random.nextInt(names.size()));
    }

    /** Where it is, mostly. */
    String idOf(String name) {
        List<String> known = ids.get(name);
        return known.get(random.nextInt(4) == 0 ? random.nextInt(known.size()) : known.size() - 1);
    }

    /** Compares all that is stored, when nobody writes. */
    void compare(List<Fleet> fleets, List<Harbour> harbours, List<Ship> allShips, List<Sailor> allSailors) {
        Map<String, String> stored = byName(fleets, Fleet::name, Fleet::id);
        stored.putAll(byName(harbours, Harbour::name, Harbour::id));
        stored.putAll(byName(allShips, Ship::name, Ship::id));
        stored.putAll(byName(allSailors, Sailor::name, Sailor::id));
        Map<String, String> names = new ConcurrentHashMap<>();
        stored.forEach((name, id) -> names.put(name, id));

        Map<String, Ship> found = allShips.stream().collect(Collectors.toMap(Ship::name, Function.identity()));
        ships.forEach((name, ship) -> compare(name, ship, found.get(name), names));
        Map<String, Sailor> aboard = allSailors.stream().collect(Collectors.toMap(Sailor::name, Function.identity()));
        sailors.forEach((name, sailor) -> compare(name, sailor, aboard.get(name), names));
        ids.keySet().removeIf(name -> !stored.containsKey(name));
        ids.replaceAll((name, known) -> List.of(stored.get(name)));
        ships.keySet().retainAll(found.keySet());
        sailors.keySet().retainAll(aboard.keySet());
    }

    private static <T> Map<String, String> byName(List<T> all, Function<T, String> name, Function<T, String> id) {
        return all.stream().collect(Collectors.toMap(name, id));
    }

    /** What is gone may not be referred to, and what is there is referred to by its last id. */
    private void compare(String name, Ship ship, Ship found, Map<String, String> stored) {
        String fleet = stored.get(nameOf(ship.fleet()));
        if (found == null) {
            assertThat(fleet == null || deleted.contains(name))
                    .as("%s is lost, %s is there", ship, fleet)
                    .isTrue();
            return;
        }
        assertThat(found.fleet()).as("fleet of %s", ship).isEqualTo(ref(fleet));
        List<Ref<Fleet>> former = ship.former().stream()
                .map(one -> stored.get(nameOf(one)))
                .filter(id -> id != null)
                .map(Ref::<Fleet>to)
                .toList();
        assertThat(found.former()).as("former fleets of %s", ship).isEqualTo(former);
        assertThat(found.harbour()).as("harbour of %s", ship).isEqualTo(ref(stored.get(nameOf(ship.harbour()))));
        String escort = ship.escort() == null ? null : stored.get(nameOf(ship.escort()));
        assertThat(found.escort()).as("escort of %s", ship).isEqualTo(escort == null ? null : Ref.to(escort));
    }

    private void compare(String name, Sailor sailor, Sailor found, Map<String, String> stored) {
        String ship = stored.get(nameOf(sailor.ship()));
        if (found == null) {
            assertThat(ship).as("%s is lost, and its ship there", name).isNull();
            return;
        }
        assertThat(found.ship()).as("ship of %s", sailor).isEqualTo(ref(ship));
    }

    private static <T> Ref<T> ref(String id) {
        assertThat(id).as("the id of what is referred to, which is gone").isNotNull();
        return Ref.to(id);
    }

    /** In the model references are by name. */
    private static String nameOf(Ref<?> reference) {
        return (String) reference.id();
    }
}
