package dev.cress.query;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.ChangeEvents;
import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.IgnoreCase;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.geo.GeoPoint;
import dev.cress.repository.ReactiveRepository;
import dev.cress.scan.ScanOvertakenException;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/**
 * Streams under attack: for each entity that a slow subscriber takes, another one moves to a random place of the index that is being read, before and behind the place that the stream has reached, but meets the
 * criteria all the time. Each is given exactly once.
 */
@RedisTest
class MovingEntitiesIT {

    interface Lots extends ReactiveRepository<Lot, String>, Queryable<Lot> {}

    interface Wares extends ReactiveRepository<Ware, String>, Queryable<Ware> {}

    @RedisEntity("lot")
    @CompositeIndex({"hall", "price"})
    record Lot(
            @Id String id,
            @Indexed long price,
            @Indexed @IgnoreCase String name,
            String hall,
            @Indexed String state,
            @Indexed(paths = "row") Place place,
            @GeoIndexed GeoPoint position) {

        static Lot of(int i, Random random) {
            return new Lot(
                    "lot-" + i,
                    random.nextInt(1_000),
                    (random.nextBoolean() ? "Name" : "nAME") + random.nextInt(100),
                    "north",
                    random.nextBoolean() ? "new" : "old",
                    new Place(random.nextInt(50), "x"),
                    new GeoPoint(13 + random.nextDouble() / 10, 52 + random.nextDouble() / 10));
        }
    }

    record Place(int row, String shelf) {}

    @RedisEntity("ware")
    @ChangeEvents(retention = 1)
    record Ware(@Id String id, @Indexed int price) {}

    private static final int LOTS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisEnvironment redis;
    private final long seed = Long.getLong("cress.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> all =
            IntStream.range(0, LOTS).mapToObj(i -> "lot-" + i).sorted().toList();
    private Cress cress;
    private Lots lots;

    MovingEntitiesIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    private void connect(int partitions) {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .partitions(partitions)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .build())
                .block();
        lots = cress.repository(Lots.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private <V> Mono<V> moving(V value) {
        return lots.save(Lot.of(random.nextInt(LOTS), random)).thenReturn(value);
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 4})
    void givesEachOnceThatMeetsTheCriteriaThroughout(int partitions) {
        connect(partitions);
        lots.saveAll(Flux.range(0, LOTS).map(i -> Lot.of(i, random))).blockLast();
        Query<Lot> query = lots.query();
        Query<Lot> range = query.where(Lot::price).between(0, 2_000);
        givesAll("range", range.all(), Lot::id);
        givesAll("range", range.ids(String.class).all(), Function.identity());
        givesAll("order", query.orderBy(Lot::price).descending().all(), Lot::id);
        givesAll("folded texts", query.where(Lot::name).startsWith("NAME").all(), Lot::id);
        givesAll("several values", query.where(Lot::state).in("new", "old").all(), Lot::id);
        givesAll(
                "several properties",
                query.where(Lot::hall)
                        .is("north")
                        .orderBy(Lot::price)
                        .ascending()
                        .ids(String.class)
                        .all(),
                Function.identity());
        givesAll("inside of a property", query.where("place.row").atLeast(0).all(), Lot::id);
        Query<Lot> either = query.matching(where(Lot::price)
                .lessThan(500)
                .or(where(Lot::price).atLeast(500).and(where(Lot::state).in("new", "old")))
                .or(where(Lot::name).startsWith("name1")));
        assertThat(either.explain().block().text()).contains("Union");
        givesAll("alternatives", either.all(), Lot::id);
        Query<Lot> merged =
                query.where(Lot::state).in("new", "old").orderBy(Lot::id).ascending();
        assertThat(merged.explain().block().text()).contains("Merge");
        givesAll("merged values", merged.all(), Lot::id);
        givesAll("merged values", merged.ids(String.class).all(), Function.identity());
        givesAll(
                "circle",
                query.where(Lot::position)
                        .within(new GeoPoint(13.05, 52.05), 20_000)
                        .all(),
                Lot::id);
    }

    private <V> void givesAll(String what, Flux<V> stream, Function<V, String> id) {
        List<String> given = stream.limitRate(4)
                .concatMap(this::moving, 1)
                .map(id)
                .sort()
                .collectList()
                .block(PATIENCE);
        assertThat(given).as("%s, cress.seed=%d", what, seed).isEqualTo(all);
    }

    @Test
    void failsRatherThanMissWhatMovedWhenEventsAreGone() {
        connect(1);
        Wares wares = cress.repository(Wares.class);
        wares.saveAll(Flux.range(0, 100).map(i -> new Ware("w" + i, i))).blockLast();

        wares.query()
                .where(Ware::price)
                .atLeast(0)
                .all()
                .as(stream -> StepVerifier.create(stream, 1))
                .expectNextCount(1)
                .then(() -> wares.saveAll(Flux.range(0, 400).map(i -> new Ware("w" + i % 100, 1_000 + i)))
                        .blockLast())
                .thenRequest(1_000)
                .thenConsumeWhile(ware -> true)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ScanOvertakenException.class)
                        .hasMessageContaining("let the model keep more events"))
                .verify(PATIENCE);
    }
}
