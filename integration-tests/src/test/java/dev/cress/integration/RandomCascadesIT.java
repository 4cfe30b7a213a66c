package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.connection.MovedClock;
import dev.cress.connection.RedisExecutor;
import dev.cress.entity.EntityOptions;
import dev.cress.error.RedisDataException;
import dev.cress.integration.Fleet.Fleets;
import dev.cress.integration.Fleet.Harbour;
import dev.cress.integration.Fleet.Harbours;
import dev.cress.integration.Fleet.Sailor;
import dev.cress.integration.Fleet.Sailors;
import dev.cress.integration.Fleet.Ship;
import dev.cress.integration.Fleet.Ships;
import dev.cress.reference.Ref;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.Expiry;
import dev.cress.write.WriteOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Entities that refer to each other by each rule are renamed within and over partitions, deleted, and end by the clock, all at once, by programs of which one after the other dies before some step, and whose last
 * messages may arrive later. When all that was broken off is finished, what is there is referred to by the ids that it has, by all that ever referred to it; nothing refers to what is gone; and no note is left.
 *
 * <p>{@code -Dcress.seed=} repeats the decisions, {@code -Dcress.cascades=} sets the number of programs that die on each topology.
 */
@RedisTest
class RandomCascadesIT {

    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final int DEATHS = Integer.getInteger("cress.cascades", 4);
    private static final int OPERATIONS = 60;
    private static final int SHIPS = 12;
    private static final int CONCURRENCY = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final List<String> STEPS = List.of(
            "entity/delete",
            "entity/rename",
            "entity/patch",
            "removal/settle",
            "removal/unsettled",
            "move/stage",
            "move/depart",
            "move/arrive",
            "move/settle",
            "move/fence",
            "move/drop",
            "move/arrivals",
            "HEXISTS",
            "HMGET");

    /** The repositories of a program. */
    private record Admiralty(Fleets fleets, Harbours harbours, Ships ships, Sailors sailors) {

        static Admiralty of(Cress cress) {
            return new Admiralty(
                    cress.repository(Fleets.class),
                    cress.repository(Harbours.class),
                    cress.repository(Ships.class),
                    cress.repository(Sailors.class));
        }

        Mono<Long> finishRenames() {
            return Flux.concat(
                            fleets.finishRenames(),
                            harbours.finishRenames(),
                            ships.finishRenames(),
                            sailors.finishRenames())
                    .reduce(0L, Long::sum);
        }

        Mono<Long> finishDeletions() {
            return Flux.concat(fleets.finishDeletions(), ships.finishDeletions())
                    .reduce(0L, Long::sum);
        }
    }

    private final RedisEnvironment environment;
    private final String namespace;
    private final Random random = new Random(SEED);
    private final FleetModel model = new FleetModel(random);
    private final MovedClock clock = new MovedClock();
    private final List<MortalProgram> dead = new ArrayList<>();
    private final Programs programs;

    RandomCascadesIT(RedisEnvironment environment) {
        this.environment = environment;
        this.namespace = environment.newNamespace();
        this.programs = new Programs(environment.uri(), namespace);
    }

    private Admiralty connect(UnaryOperator<RedisExecutor> executor) {
        return Admiralty.of(programs.start(
                executor, EntityOptions.builder().withoutSweeping().build()));
    }

    @Test
    void referencesLeadWhereTheyShouldWhoeverDiesWhen() {
        Admiralty living = connect(clock.executor());
        try (RawRedis raw = RawRedis.connect(environment.uri())) {
            for (int death = 0; death < DEATHS; death++) {
                build(living);
                workAndDie(living);
                if (random.nextBoolean()) {
                    deliver(dead.get(random.nextInt(dead.size())));
                }
                if (random.nextInt(3) == 0) {
                    requireAll(living, raw);
                }
            }
            dead.forEach(RandomCascadesIT::deliver);
            requireAll(living, raw);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dcress.seed=" + SEED + " " + environment + ": " + e.getMessage(), e);
        } finally {
            programs.close();
        }
    }

    private static void deliver(MortalProgram program) {
        program.deliver().onErrorComplete().block(PATIENCE);
    }

    private void build(Admiralty living) {
        List<Fleet> fleets = Stream.generate(() -> new Fleet(model.fresh(), model.name("fleet")))
                .limit(4)
                .toList();
        List<Harbour> harbours = Stream.generate(() -> new Harbour(model.fresh(), model.name("harbour")))
                .limit(4)
                .toList();
        fleets.forEach(fleet -> model.stands(fleet.name(), fleet.id()));
        harbours.forEach(harbour -> model.stands(harbour.name(), harbour.id()));
        List<Ship> ships = new ArrayList<>();
        List<Sailor> sailors = new ArrayList<>();
        for (int i = 0; i < SHIPS; i++) {
            Commission commission = new Commission(
                    one(fleets),
                    random.nextBoolean() ? List.of(one(fleets)) : fleets.subList(1, 3),
                    harbours.get(random.nextInt(2)), // nothing keeps the others
                    i == 0 ? null : one(ships));
            String name = model.name("ship");
            Ship ship = commission.ship(model.fresh(), name, Fleet::id, Harbour::id, Ship::id);
            Sailor sailor = new Sailor(model.fresh(), model.name("sailor"), Ref.to(ship.id()));
            ships.add(ship);
            sailors.add(sailor);
            model.add(commission.ship(ship.id(), name, Fleet::name, Harbour::name, Ship::name));
            model.add(new Sailor(sailor.id(), sailor.name(), Ref.to(name)));
        }
        Flux.fromIterable(fleets)
                .flatMap(fleet -> living.fleets().save(fleet, WriteOptions.DEFAULT.expiry(life())))
                .blockLast(PATIENCE);
        living.harbours().saveAll(harbours).blockLast(PATIENCE);
        living.ships().saveAll(ships).blockLast(PATIENCE);
        living.sailors().saveAll(sailors).blockLast(PATIENCE);
    }

    private Expiry life() {
        return random.nextInt(3) == 0 ? Expiry.after(LIFE) : Expiry.never();
    }

    /** To what a ship refers; the store knows it by id, the model by name. */
    private record Commission(Fleet fleet, List<Fleet> former, Harbour harbour, Ship escort) {

        Ship ship(
                String id,
                String name,
                Function<Fleet, String> ofFleet,
                Function<Harbour, String> ofHarbour,
                Function<Ship, String> ofShip) {
            return new Ship(
                    id,
                    name,
                    Ref.to(ofFleet.apply(fleet)),
                    former.stream()
                            .map(left -> Ref.<Fleet>to(ofFleet.apply(left)))
                            .toList(),
                    Ref.to(ofHarbour.apply(harbour)),
                    escort == null ? null : Ref.to(ofShip.apply(escort)));
        }
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void workAndDie(Admiralty living) {
        MortalProgram program = new MortalProgram(clock.executor());
        Admiralty dying = connect(program::executor);
        Mono.when(dying.finishRenames(), dying.finishDeletions()).block(PATIENCE); // knows its layouts
        program.dieBefore(STEPS.get(random.nextInt(STEPS.size())), 1 + random.nextInt(8));
        dead.add(program);
        if (random.nextInt(3) == 0) {
            clock.move(LIFE.multipliedBy(2));
        }
        Flux.range(0, OPERATIONS)
                .flatMap(
                        i -> operation(random.nextInt(3) == 0 ? living : dying, living)
                                .onErrorResume(RedisDataException.class, e -> Mono.empty()),
                        CONCURRENCY)
                .blockLast(PATIENCE);
    }

    private Mono<?> operation(Admiralty by, Admiralty living) {
        return switch (random.nextInt(16)) {
            case 0 -> by.finishRenames();
            case 1 -> by.finishDeletions();
            case 2 -> by.fleets().sweep();
            case 3, 4 -> rename(by.fleets(), "fleet");
            case 5, 6 -> rename(by.harbours(), "harbour");
            case 7, 8, 9, 10 -> rename(by.ships(), "ship");
            case 11 -> rename(by.sailors(), "sailor");
            case 12 -> delete(by.fleets(), by == living, "fleet", Fleet::new);
            case 13, 14 -> delete(by.harbours(), by == living, "harbour", Harbour::new);
            default -> {
                String ship = model.any("ship");
                model.delete(ship);
                yield by.ships().deleteById(model.idOf(ship));
            }
        };
    }

    private <T> Mono<?> rename(ReactiveRepository<T, String> repository, String kind) {
        String name = model.any(kind);
        String id = model.idOf(name);
        String other = model.fresh(id);
        return repository.rename(id, other).doFinally(end -> model.stands(name, other));
    }

    private interface Made<T> {
        T of(String id, String name);
    }

    /** Where it is known that it is gone, another one gets its id, to which nothing refers. */
    private <T> Mono<?> delete(ReactiveRepository<T, String> repository, boolean lives, String kind, Made<T> made) {
        String id = model.idOf(model.any(kind));
        return repository.deleteById(id).filter(gone -> gone && lives).flatMap(gone -> {
            String name = model.name(kind);
            model.stands(name, id);
            return repository.insert(made.of(id, name));
        });
    }

    private void requireAll(Admiralty living, RawRedis raw) {
        living.finishRenames().block(PATIENCE);
        living.fleets().sweep().block(PATIENCE);
        living.finishDeletions().block(PATIENCE);
        model.compare(all(living.fleets()), all(living.harbours()), all(living.ships()), all(living.sailors()));
        new InvariantChecker(raw, namespace, Fleet.schemas(clock.now().toEpochMilli())).requireNoViolation();
        assertThat(living.finishRenames().block(PATIENCE)).isZero();
        assertThat(living.finishDeletions().block(PATIENCE)).isZero();
    }

    private static <T> List<T> all(ReactiveRepository<T, String> repository) {
        return repository.findAll().collectList().block(PATIENCE);
    }
}
