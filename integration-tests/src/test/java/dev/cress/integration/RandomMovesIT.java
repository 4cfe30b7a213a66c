package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.annotation.CappedList;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.connection.RedisExecutor;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.RedisDataException;
import dev.cress.repository.Attachments;
import dev.cress.repository.Maintenance;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Things that get ids of other partitions by programs of which one after the other dies before some step, while others count and push on them, and the last messages of the dead may arrive at any time
 * later. No thing is lost or doubled, and none of what was added to it.
 *
 * <p>{@code -Dcress.seed=} repeats the decisions, {@code -Dcress.moves=} sets the number of programs that die on each topology.
 */
@RedisTest
class RandomMovesIT {

    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final int DEATHS = Integer.getInteger("cress.moves", 10);
    private static final int OPERATIONS = 60;
    private static final int THINGS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> STEPS = List.of(
            "move/pack",
            "move/stage",
            "claim/reserve",
            "move/depart",
            "move/arrive",
            "move/settle",
            "move/fence",
            "claim/probe",
            "move/drop",
            "HMGET");
    private static final List<String> IDS =
            IntStream.range(0, 2 * THINGS).mapToObj(i -> "{" + i + "}:\0é").toList();

    @RedisEntity(value = "thing", partitions = 4)
    @CappedList(name = "log", type = String.class, max = 10_000)
    record Thing(
            @Id String id,
            @Unique(scope = Unique.Scope.PARTITION) String name,
            @Unique String owner,
            @Indexed long count) {}

    interface Things extends ReactiveRepository<Thing, String>, Attachments<Thing, String>, Maintenance<Thing> {}

    private static final ModelSchema SCHEMA = ModelSchema.of(
                    "thing",
                    4,
                    PropertySchema.unique("name", StoredType.STRING),
                    PropertySchema.unique("owner", StoredType.STRING),
                    PropertySchema.indexed("count", StoredType.LONG))
            .withWide("owner")
            .withAttachment("q:log", 10_000);

    private final RedisEnvironment environment;
    private final String namespace;
    private final Random random = new Random(SEED);
    private final List<MortalProgram> dead = new ArrayList<>();
    private final Programs programs;
    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicInteger pushed = new AtomicInteger();
    private final AtomicInteger moved = new AtomicInteger();

    RandomMovesIT(RedisEnvironment environment) {
        this.environment = environment;
        this.namespace = environment.newNamespace();
        this.programs = new Programs(environment.uri(), namespace);
    }

    private Things connect(UnaryOperator<RedisExecutor> executor) {
        return programs.start(executor).repository(Things.class);
    }

    @Test
    void nothingIsLostOrDoubledWhoeverDiesWhen() {
        Things living = connect(executor -> executor);
        try (RawRedis raw = RawRedis.connect(environment.uri())) {
            for (int i = 0; i < THINGS; i++) {
                living.save(new Thing(IDS.get(i), "name" + i, "owner" + i, 0)).block(PATIENCE);
            }
            for (int death = 0; death < DEATHS; death++) {
                workAndDie(living);
                if (random.nextBoolean()) {
                    dead.get(random.nextInt(dead.size()))
                            .deliver()
                            .onErrorComplete()
                            .block(PATIENCE);
                }
                if (random.nextInt(3) == 0) {
                    requireAll(living, raw);
                }
            }
            dead.forEach(program -> program.deliver().onErrorComplete().block(PATIENCE));
            requireAll(living, raw);
            assertThat(moved).as("renames").hasPositiveValue();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dcress.seed=" + SEED + " " + environment + ": " + e.getMessage(), e);
        } finally {
            programs.close();
        }
    }

    private void workAndDie(Things living) {
        MortalProgram program = new MortalProgram(executor -> executor);
        Things dying = connect(program::executor);
        dying.count().block(PATIENCE);
        program.dieBefore(STEPS.get(random.nextInt(STEPS.size())), 1 + random.nextInt(6));
        dead.add(program);
        Flux.range(0, OPERATIONS)
                .map(i -> operation(living, dying))
                .flatMap(operation -> operation.onErrorResume(RandomMovesIT::allowed, e -> Mono.empty()), 12)
                .blockLast(PATIENCE);
    }

    /** What is refused, or has ended with its program; what counts is done by the living only, who know what was done. */
    private static boolean allowed(Throwable failure) {
        return failure instanceof RedisDataException;
    }

    private Mono<?> operation(Things living, Things dying) {
        String id = IDS.get(random.nextInt(IDS.size()));
        String other = IDS.get(random.nextInt(IDS.size()));
        return switch (random.nextInt(10)) {
            case 0, 1 ->
                refusable(living.patch(id)
                        .increment(Thing::count, 1)
                        .apply()
                        .doOnNext(done -> counted.incrementAndGet()));
            case 2 ->
                refusable(living.list(id, "log", String.class).push("x").doOnNext(length -> pushed.incrementAndGet()));
            case 3 -> // whoever wants an id or a name that is kept for a rename
                living.patch(id)
                        .orCreate()
                        .set(Thing::name, "name" + random.nextInt(THINGS))
                        .onlyIf(Thing::count)
                        .is(-1L)
                        .apply();
            case 4 -> owned(living);
            default ->
                id.equals(other)
                        ? living.finishRenames()
                        : (random.nextBoolean() ? living : dying)
                                .rename(
                                        id,
                                        other,
                                        random.nextInt(3) == 0 ? WriteOptions.DEFAULT.once() : WriteOptions.DEFAULT)
                                .doOnNext(result -> moved.addAndGet(result instanceof WriteResult.Written ? 1 : 0));
        };
    }

    /** Each owner has a thing all the time, wherever it is: nobody else gets one of that owner. */
    private Mono<Thing> owned(Things living) {
        String name = "wants" + random.nextInt(1_000);
        Thing wanting = new Thing(name, name, "owner" + random.nextInt(THINGS), 0);
        return living.insert(wanting).doOnNext(thing -> {
            throw new AssertionError(thing + " has an owner who has another thing");
        });
    }

    /** A thing may not be there; nothing else may happen to the living. */
    private static <R> Mono<R> refusable(Mono<R> operation) {
        return operation.onErrorResume(EntityNotFoundException.class, e -> Mono.empty());
    }

    private void requireAll(Things living, RawRedis raw) {
        living.finishRenames().block(PATIENCE);
        List<Thing> all = living.findAll().collectList().block(PATIENCE);
        assertThat(all)
                .extracting(Thing::name)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, THINGS).mapToObj(i -> "name" + i).toList());
        assertThat(all).extracting(Thing::owner).doesNotHaveDuplicates();
        assertThat(all.stream().mapToLong(Thing::count).sum()).as("counted").isEqualTo(counted.get());
        long elements = Flux.fromIterable(all)
                .concatMap(thing -> living.list(thing.id(), "log", String.class).size())
                .reduce(0L, Long::sum)
                .block(PATIENCE);
        assertThat(elements).as("pushed").isEqualTo(pushed.get());
        new InvariantChecker(raw, namespace, SCHEMA).requireNoViolation();
    }
}
