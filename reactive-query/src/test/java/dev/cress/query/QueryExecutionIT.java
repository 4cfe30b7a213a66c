package dev.cress.query;

import static dev.cress.query.ObservedPlaces.PATIENCE;
import static dev.cress.query.ObservedPlaces.pages;
import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.error.NonUniqueResultException;
import dev.cress.geo.GeoPoint;
import dev.cress.query.execute.ResultLimitExceededException;
import dev.cress.query.plan.QueryNotIndexedException;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a query sends, and what its terminals give. */
@Order(0)
@Execution(ExecutionMode.SAME_THREAD) // counts what its executors send
@RedisTest
class QueryExecutionIT extends PlacesTest {

    private static final ObservedPlaces PLACES = new ObservedPlaces(2_000, QueryExecutionIT::place);

    QueryExecutionIT(RedisEnvironment redis) {
        super(redis, PLACES);
    }

    @AfterAll
    static void close() {
        PLACES.close();
    }

    /** Places 0 to 1999: name is unique, ten in each of 200 countries, population ascends, every other has the same admin. */
    static Place place(int i) {
        return new Place(
                String.format("p%05d", i),
                "n" + i,
                "c" + i % 200,
                i,
                i % 4 == 0 ? null : i % 40 / 4.0,
                i % 2 == 0 ? "even" : "odd",
                new GeoPoint(i % 100 * 0.01, i / 100 * 0.01));
    }

    private static long count(List<String> trips, String command) {
        return trips.stream().filter(trip -> trip.startsWith(command)).count();
    }

    @Nested
    class RoundTrips {

        @Test
        void findsByOneConditionInTwo() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .where(Place::country)
                                .is("c7")
                                .all()
                                .collectList()
                                .block())
                        .hasSize(10);
                assertThat(executor.trips()).containsExactly("ZRANGEBYLEX " + partitions, "HMGET 10");
            });
        }

        @Test
        void findsByTwoEqualitiesInFour() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .where(Place::country)
                                .is("c7")
                                .and(Place::name)
                                .in("n7", "n207")
                                .all()
                                .collectList()
                                .block())
                        .hasSize(2);
                List<String> trips = executor.trips();
                assertThat(trips).first().asString().startsWith("ZCARD");
                assertThat(count(trips, "ZRANGEBYLEX")).isEqualTo(1);
                assertThat(count(trips, "ZMSCORE")).isEqualTo(1);
                assertThat(count(trips, "HMGET")).isEqualTo(1);
                assertThat(trips).hasSize(4).last().isEqualTo("HMGET 2");
            });
        }

        @Test
        void filtersTheRestInThree() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .where(Place::country)
                                .is("c8")
                                .and(Place::admin)
                                .is("even")
                                .and(Place::population)
                                .atLeast(800)
                                .all()
                                .collectList()
                                .block())
                        .hasSize(6);
                List<String> trips = executor.trips();
                assertThat(trips).hasSize(3).last().isEqualTo("HMGET 10");
            });
        }

        @Test
        void readsTheFirstOfAnOrderInTwo() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .orderBy(Place::population)
                                .descending()
                                .limit(5)
                                .all()
                                .map(Place::population)
                                .collectList()
                                .block())
                        .containsExactly(1_999L, 1_998L, 1_997L, 1_996L, 1_995L);
                assertThat(executor.trips()).containsExactly("ZREVRANGEBYLEX " + partitions, "HMGET 5");
            });
        }

        @Test
        void countsOneConditionInOneAndReadsNoEntity() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .where(Place::population)
                                .between(100, 199)
                                .count()
                                .block())
                        .isEqualTo(100);
                assertThat(executor.trips()).containsExactly("ZLEXCOUNT " + partitions);
                assertThat(places.query().count().block()).isEqualTo(2_000);
                assertThat(executor.trips()).containsExactly("ZCARD " + partitions);
            });
        }

        @Test
        void countsTwoEqualitiesWithoutReadingAnEntity() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .where(Place::country)
                                .is("c7")
                                .and(Place::name)
                                .is("n7")
                                .count()
                                .block())
                        .isEqualTo(1);
                assertThat(executor.trips())
                        .noneMatch(trip -> trip.startsWith("HMGET"))
                        .hasSize(3);
            });
        }

        @Test
        void streamsManyInBatches() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .where(Place::population)
                                .lessThan(1_500)
                                .all()
                                .count()
                                .block())
                        .isEqualTo(1_500);
                List<String> trips = executor.trips();
                assertThat(count(trips, "HMGET")).as("%s", trips).isEqualTo(12);
                assertThat(count(trips, "ZRANGEBYLEX")).as("%s", trips).isLessThanOrEqualTo(15);
            });
        }

        @Test
        void readsNoMoreThanTheLimitLeaves() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .orderBy(Place::population)
                                .ascending()
                                .limit(130)
                                .all()
                                .count()
                                .block())
                        .isEqualTo(130);
                assertThat(executor.trips())
                        .filteredOn(trip -> trip.startsWith("HMGET"))
                        .containsExactly("HMGET 128", "HMGET 2");
            });
        }

        @Test
        void findsAThousandValuesInFew() {
            List<String> names =
                    IntStream.range(0, 1_000).mapToObj(i -> "n" + i * 2).toList();
            List<String> missing =
                    IntStream.range(0, 1_000).mapToObj(i -> "none" + i).toList();
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .where(Place::name)
                                .in(names)
                                .all()
                                .count()
                                .block())
                        .isEqualTo(1_000);
                assertThat(executor.trips()).hasSizeLessThan(50);
                assertThat(places.query()
                                .where(Place::name)
                                .in(missing)
                                .all()
                                .count()
                                .block())
                        .isZero();
                assertThat(executor.trips()).hasSizeLessThan(30);
                assertThat(places.query().where(Place::name).in(names).count().block())
                        .isEqualTo(1_000);
                assertThat(executor.trips()).hasSizeLessThan(30);
                assertThat(places.query().where(Place::name).in(names).exists().block())
                        .isTrue();
            });
        }

        /** One element a trip; what a command is sent to at a time depends on the partitions. */
        @Test
        void answersEachShapeOfAPlanInItsNumber() {
            everywhere((places, executor, partitions) -> {
                Query<Place> all = places.query();
                Query<Place> union = all.matching(where(Place::country)
                        .is("c7")
                        .or(where(Place::population).atLeast(1_990)));
                Query<Place> merge = all.matching(
                        where(Place::country).is("c7").or(where(Place::name).is("n8")));
                GeoPoint corner = new GeoPoint(0, 0);
                trips(executor, all.where("id").in("p00001", "p00002"), "HMGET");
                trips(executor, union, "ZCARD", "ZRANGEBYLEX", "HMGET", "ZRANGEBYLEX", "HMGET");
                trips(
                        executor,
                        union.orderBy(Place::admin).descending(),
                        "ZCARD",
                        "ZRANGEBYLEX",
                        "HMGET",
                        "ZRANGEBYLEX",
                        "HMGET");
                trips(executor, merge, "ZCARD", "ZRANGEBYLEX", "ZRANGEBYLEX", "HMGET");
                trips(executor, merge.ids(String.class), "ZCARD", "ZRANGEBYLEX", "ZRANGEBYLEX");
                trips(executor, all.where(Place::country).is("c7").ids(String.class), "ZRANGEBYLEX");
                trips(executor, all.where(Place::location).within(corner, 1_500), "GEOSEARCH", "HMGET");
                trips(executor, all.where(Place::location).around("p00000", 1_500), "HMGET", "GEOSEARCH", "HMGET");
                trips(
                        executor,
                        all.where(Place::country)
                                .is("c7")
                                .orderBy(Place::rating)
                                .ascending(),
                        "ZCARD",
                        "ZRANGEBYLEX",
                        "HMGET");
                trips(executor, all.where(Place::name).isNull().allowScan(), "ZRANGEBYLEX");
            });
        }

        private void trips(ObservedExecutor executor, Results<?> query, String... commands) {
            executor.trips();
            query.all().blockLast(PATIENCE);
            assertThat(executor.trips().stream().map(trip -> trip.split(" ")[0]))
                    .containsExactly(commands);
            assertThat(query.explain().block(PATIENCE).partitions())
                    .isPositive()
                    .isEqualTo(query.analyze().block(PATIENCE).partitions());
        }

        @Test
        void sendsNothingForAContradiction() {
            everywhere((places, executor, partitions) -> {
                Query<Place> query = places.query()
                        .where(Place::country)
                        .is("c1")
                        .and(Place::country)
                        .is("c2");
                assertThat(query.all().collectList().block()).isEmpty();
                assertThat(query.count().block()).isZero();
                assertThat(query.exists().block()).isFalse();
                assertThat(executor.trips()).isEmpty();
                assertThat(query.explain().block().partitions()).isZero();
            });
        }

        @Test
        void explainsInOne() {
            everywhere((places, executor, partitions) -> {
                String plan = places.query()
                        .where(Place::country)
                        .is("c7")
                        .explain()
                        .block()
                        .text();
                assertThat(plan)
                        .matches("Fetch\\(entity=\\[place]\\) rows≈\\d+\n  IndexLookup\\(country=\\[c7]\\) rows≈\\d+");
                assertThat(executor.trips()).hasSize(1);
            });
        }

        @Test
        void readsNearestUntilNoneCanBeNearer() {
            everywhere((places, executor, partitions) -> {
                GeoPoint center = new GeoPoint(0.5, 0.25);
                List<Place> nearest = places.query()
                        .where(Place::location)
                        .within(center, 100_000)
                        .orderBy(Place::location)
                        .nearestTo(center)
                        .limit(10)
                        .all()
                        .collectList()
                        .block();
                assertThat(nearest)
                        .isEqualTo(IntStream.range(0, 2_000)
                                .mapToObj(QueryExecutionIT::place)
                                .sorted(java.util.Comparator.comparingDouble(
                                                (Place p) -> p.location().distanceTo(center))
                                        .thenComparing(Place::id))
                                .limit(10)
                                .toList());
                assertThat(executor.trips()).hasSizeLessThan(12);
            });
        }
    }

    @Nested
    class Terminals {

        @Test
        void findsTheOnlyOneAndRefusesSeveral() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query().where(Place::name).is("n77").one().block())
                        .isEqualTo(place(77));
                assertThat(places.query().where(Place::name).is("none").one().block())
                        .isNull();
                places.query()
                        .where(Place::country)
                        .is("c7")
                        .one()
                        .as(StepVerifier::create)
                        .expectError(NonUniqueResultException.class)
                        .verify(PATIENCE);
            });
        }

        @Test
        void runsAgainWithEachSubscription() {
            everywhere((places, executor, partitions) -> {
                Flux<Place> cold = places.query().where(Place::country).is("c3").all();
                assertThat(cold.count().block()).isEqualTo(10);
                assertThat(cold.count().block()).isEqualTo(10);
                Mono<Page<Place>> page =
                        places.query().where(Place::country).is("c3").page(4);
                assertThat(page.block()).isEqualTo(page.block());
            });
        }

        @Test
        void refusesWhatNoIndexServesAsASignal() {
            everywhere((places, executor, partitions) -> {
                Query<Place> query = places.query().where(Place::admin).is("even");
                for (Flux<?> answer : List.of(
                        query.all(),
                        query.one().flux(),
                        query.first().flux(),
                        query.count().flux(),
                        query.exists().flux(),
                        query.page(3).flux(),
                        query.explain().flux())) {
                    answer.as(StepVerifier::create)
                            .expectError(QueryNotIndexedException.class)
                            .verify(PATIENCE);
                }
                assertThat(query.allowScan().count().block()).isEqualTo(1_000);
            });
        }

        @Test
        void ordersDescendingWithNullsLastInPages() {
            everywhere((places, executor, partitions) -> {
                Query<Place> query = places.query().orderBy(Place::rating).descending();
                List<Place> all = query.all().collectList().block();
                assertThat(all)
                        .isEqualTo(IntStream.range(0, 2_000)
                                .mapToObj(QueryExecutionIT::place)
                                .sorted(java.util.Comparator.comparing(
                                                Place::rating,
                                                java.util.Comparator.nullsFirst(
                                                        java.util.Comparator.<Double>naturalOrder()))
                                        .thenComparing(Place::id)
                                        .reversed())
                                .toList());
                assertThat(pages(query, 300, (page, n) -> Mono.empty())).isEqualTo(all);
            });
        }
    }

    /** On one server only, since it takes more entities than one likes to write in a test. */
    @Test
    void failsBeyondTheCapUnlessUnbounded() {
        if (redis.topology() == RedisTopology.CLUSTER) {
            return;
        }
        Cress cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .partitions(1)
                        .build())
                .block();
        Notes notes = cress.repository(Notes.class);
        notes.saveAll(Flux.range(0, 10_000).map(Note::of)).blockLast();
        Query<Note> all = notes.query().where(Note::number).atLeast(0);
        Query<Note> sorted = all.orderBy(Note::text).ascending();
        Query<Note> ordered = all.orderBy(Note::number).descending();
        assertThat(all.all().count().block()).isEqualTo(10_000);

        notes.save(Note.of(10_000)).block();

        for (Query<Note> query : List.of(all, sorted, ordered)) {
            assertThatExceptionOfType(ResultLimitExceededException.class)
                    .isThrownBy(() -> query.all().blockLast(PATIENCE))
                    .withMessageContaining("10000");
        }
        assertThat(sorted.unbounded().all().count().block()).isEqualTo(10_001);
        assertThat(ordered.limit(10_001).all().count().block()).isEqualTo(10_001);
        assertThat(all.count().block()).isEqualTo(10_001);
        cress.closeLater().block();
    }

    interface Notes extends ReactiveRepository<Note, String>, Queryable<Note> {}

    @RedisEntity("note")
    record Note(@Id String id, @Indexed int number, String text) {

        static Note of(int i) {
            return new Note("n" + i, i, "t" + i % 10);
        }
    }
}
