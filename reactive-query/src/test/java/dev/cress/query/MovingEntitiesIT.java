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
import dev.cress.query.criteria.Criteria;
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
    @CompositeIndex({"state", "price"})
    record Lot(
            @Id String id,
            @Indexed long price,
            @Indexed @IgnoreCase String name,
            String hall,
            @Indexed String state,
            @Indexed String side,
            @Indexed(paths = "row") Place place,
            @GeoIndexed GeoPoint position) {

        /** Of those with even numbers the new ones are on the left and the old ones on the right, of the others the other way round. */
        static Lot of(int i, Random random) {
            boolean isNew = random.nextBoolean();
            return new Lot(
                    "lot-" + i,
                    random.nextInt(1_000),
                    (random.nextBoolean() ? "Name" : "nAME") + random.nextInt(100),
                    "north",
                    isNew ? "new" : "old",
                    isNew == (i % 2 == 0) ? "left" : "right",
                    new Place(random.nextInt(50), "x"),
                    new GeoPoint(13 + random.nextDouble(), 52 + random.nextDouble() / 100));
        }
    }

    record Place(int row, String shelf) {}

    @RedisEntity("ware")
    @ChangeEvents(retention = 1)
    record Ware(@Id String id, @Indexed int price) {}

    private static final int LOTS = 80;
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
                        .within(new GeoPoint(13.5, 52), 50_000)
                        .all(),
                Lot::id);
    }

    private static Criteria<Lot> strip(double west, double east) {
        return where(Lot::position).inBox(new GeoPoint(west, 52), new GeoPoint(east, 52.01));
    }

    private static Criteria<Lot> lying(String state, String side) {
        return where(Lot::state).is(state).and(where(Lot::side).is(side));
    }

    /** Where positions and memberships tell what is a result only at one moment. */
    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 4})
    void givesEachOnceThatChangesOverFromOneAlternativeToAnother(int partitions) {
        connect(partitions);
        lots.saveAll(Flux.range(0, LOTS).map(i -> Lot.of(i, random))).blockLast();
        Query<Lot> halves = lots.query().matching(strip(13, 13.5).or(strip(13.5, 14)));
        givesAll("boxes", planned(halves, "GeoSearch").all(), Lot::id);
        Criteria<Lot> even = lying("new", "left").or(lying("old", "right"));
        Query<Lot> merged = planned(lots.query().matching(even), "Merge", "Probe");
        givesEven("probes that are merged", merged.all().map(Lot::id));
        givesEven("probes of ids", merged.ids(String.class).all());
        Query<Lot> union = lots.query().matching(even.or(where(Lot::price).lessThan(0)));
        givesEven("probes", planned(union, "Union", "Probe").all().map(Lot::id));
        Query<Lot> byStateAndPrice = lots.query()
                .orderBy(Lot::state)
                .descending()
                .orderBy(Lot::price)
                .descending();
        givesAll(
                "all of several properties",
                planned(byStateAndPrice, "state+price").all(),
                Lot::id);
    }

    private static Query<Lot> planned(Query<Lot> query, String... steps) {
        assertThat(query.explain().block().text()).contains(steps);
        return query;
    }

    private void givesEven(String what, Flux<String> stream) {
        List<String> even = IntStream.range(0, LOTS / 2)
                .mapToObj(i -> "lot-" + 2 * i)
                .sorted()
                .toList();
        gives(what, stream, Function.identity(), even);
    }

    private <V> void givesAll(String what, Flux<V> stream, Function<V, String> id) {
        gives(what, stream, id, all);
    }

    private <V> void gives(String what, Flux<V> stream, Function<V, String> id, List<String> expected) {
        List<String> given = stream.limitRate(4)
                .concatMap(this::moving, 1)
                .map(id)
                .sort()
                .collectList()
                .block(PATIENCE);
        assertThat(given).as("%s, cress.seed=%d", what, seed).isEqualTo(expected);
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
