package dev.cress.samples.subscriber;

import dev.cress.feed.ChangeEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the feed has told of the cities so far, in memory, and which countries it concerned. Nothing here outlives the process: the next one begins with a snapshot, which is quicker than being
 * clever about places. Not for use by several threads.
 */
final class CityTable {

    private static final Comparator<Fact> BIGGEST_FIRST =
            Comparator.comparingLong(Fact::population).reversed().thenComparing(Fact::id);

    private final Map<String, Fact> facts = new HashMap<>();
    private final Map<String, Country> countries = new TreeMap<>();
    private final Set<String> touched = new HashSet<>();

    private record Fact(String id, long version, String name, String country, long population) {}

    private static final class Country {
        private final TreeSet<Fact> biggest = new TreeSet<>(BIGGEST_FIRST);
        private long population;
    }

    void clear() {
        facts.clear();
        countries.clear();
        touched.clear();
    }

    /** Takes a change; one that is older than what is known is known already. */
    void apply(ChangeEvent<City> event) {
        Fact known = facts.get(event.id());
        if (known != null && event.version() <= known.version()) {
            return;
        }
        Fact now = switch (event.operation()) {
            case DELETED, EXPIRED -> null;
            case READ -> read(event);
            case CREATED, UPDATED -> changed(event, known);
        };
        replace(known, now);
    }

    private static Fact read(ChangeEvent<City> event) {
        City city = event.after().entity().orElseThrow();
        return new Fact(event.id(), event.version(), city.name(), city.country(), city.population());
    }

    /** An update names only what it has changed. */
    private static @Nullable Fact changed(ChangeEvent<City> event, @Nullable Fact known) {
        String name = event.after().get(City::name);
        String country = event.after().get(City::country);
        Long population = event.after().get(City::population);
        if (known == null && (name == null || country == null || population == null)) {
            return null;
        }
        return new Fact(
                event.id(),
                event.version(),
                name != null ? name : Objects.requireNonNull(known).name(),
                country != null ? country : Objects.requireNonNull(known).country(),
                population != null ? population : Objects.requireNonNull(known).population());
    }

    private void replace(@Nullable Fact known, @Nullable Fact now) {
        if (known != null) {
            facts.remove(known.id());
            Country country = Objects.requireNonNull(countries.get(known.country()));
            country.biggest.remove(known);
            country.population -= known.population();
            touched.add(known.country());
        }
        if (now != null) {
            facts.put(now.id(), now);
            Country country = countries.computeIfAbsent(now.country(), code -> new Country());
            country.biggest.add(now);
            country.population += now.population();
            touched.add(now.country());
        }
    }

    /** The countries that changed since the last call. */
    Set<String> takeTouched() {
        Set<String> taken = Set.copyOf(touched);
        touched.clear();
        return taken;
    }

    /** The summary of a country; null when it has no city. */
    @Nullable
    CountrySummary summary(String code) {
        Country country = countries.get(code);
        if (country == null || country.biggest.isEmpty()) {
            return null;
        }
        List<CountrySummary.Top> top = country.biggest.stream()
                .limit(CountrySummary.TOP)
                .map(fact -> new CountrySummary.Top(fact.id(), fact.name(), fact.population()))
                .toList();
        return new CountrySummary(code, country.biggest.size(), country.population, top);
    }
}
