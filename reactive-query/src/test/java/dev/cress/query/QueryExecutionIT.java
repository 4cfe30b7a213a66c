package dev.cress.query;

import static dev.cress.query.ObservedPlaces.PATIENCE;
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
import dev.cress.query.ObservedPlaces.Check;
import dev.cress.query.ObservedPlaces.Places;
import dev.cress.query.execute.ResultLimitExceededException;
import dev.cress.query.plan.QueryNotIndexedException;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What a query sends, and when; what it does about entities that change while it reads. */
@Order(0)
@Execution(ExecutionMode.SAME_THREAD) // counts what its executors send
@RedisTest
class QueryExecutionIT {

    private static final ObservedPlaces PLACES = new ObservedPlaces(2_000, QueryExecutionIT::place);

    private final RedisEnvironment redis;

    QueryExecutionIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        PLACES.connect(redis);
    }

    @AfterEach
    void observeNobody() {
        PLACES.observeNobody();
    }

    @AfterAll
    static void close() {
        PLACES.close();
    }

    /** Places 0 to 1999: name is unique, ten in each of 200 countries, population ascends, every other has the same admin. */
    private static Place place(int i) {
        return new Place(
                String.format("p%05d", i),
                "n" + i,
                "c" + i % 200,
                i,
                i % 4 == 0 ? null : i % 40 / 4.0,
                i % 2 == 0 ? "even" : "odd",
                new GeoPoint(i % 100 * 0.01, i / 100 * 0.01));
    }

    private void everywhere(Check check) {
        PLACES.everywhere(redis, check);
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
    class Demand {

        @Test
        void fetchesNoPageWithoutDemand() throws InterruptedException {
            everywhere((places, executor, partitions) -> {
                StepVerifier.create(
                                places.query()
                                        .where(Place::population)
                                        .atLeast(0)
                                        .all(),
                                0)
                        .expectSubscription()
                        .thenAwait(Duration.ofMillis(30))
                        .then(() -> assertThat(executor.trips()).isEmpty())
                        .thenRequest(1)
                        .expectNextCount(1)
                        .then(() ->
                                assertThat(executor.trips()).containsExactly("ZRANGEBYLEX " + partitions, "HMGET 1"))
                        .thenAwait(Duration.ofMillis(30))
                        .then(() -> assertThat(executor.trips()).isEmpty())
                        .thenCancel()
                        .verify(PATIENCE);
            });
        }

        @Test
        void readsStepByStepUnderALimitedRate() {
            everywhere((places, executor, partitions) -> {
                AtomicInteger received = new AtomicInteger();
                List<Integer> ahead = Collections.synchronizedList(new ArrayList<>());
                AtomicInteger hydrated = new AtomicInteger();
                executor.observe((command, reply) -> {
                    if (command.equals("HMGET")) {
                        ahead.add(hydrated.addAndGet(((List<?>) reply).size()) - received.get());
                    }
                    return Mono.empty();
                });
                places.query()
                        .where(Place::population)
                        .atLeast(0)
                        .all()
                        .limitRate(10)
                        .doOnNext(place -> received.incrementAndGet())
                        .blockLast(PATIENCE);
                executor.observeNobody();

                assertThat(received).hasValue(2_000);
                assertThat(ahead)
                        .hasSizeGreaterThan(150)
                        .allSatisfy(n -> assertThat(n).isLessThanOrEqualTo(20));
            });
        }

        /** The first thousand match not, the others all do. */
        @Test
        void looksAtMoreWhereFewMatchAndAtAsManyAsAreWantedWhereAllDo() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .where(Place::population)
                                .atLeast(0)
                                .and(Place::name)
                                .matches("n1\\d{3}")
                                .orderBy(Place::population)
                                .ascending()
                                .all()
                                .limitRate(10)
                                .map(Place::population)
                                .take(700)
                                .collectList()
                                .block(PATIENCE))
                        .isEqualTo(LongStream.range(1_000, 1_700).boxed().toList());
                List<Integer> candidates = executor.trips().stream()
                        .filter(trip -> trip.startsWith("HMGET"))
                        .map(trip -> Integer.valueOf(trip.substring("HMGET ".length())))
                        .toList();
                assertThat(candidates.subList(0, 8)).containsExactly(10, 20, 40, 80, 160, 320, 512, 512);
                assertThat(candidates.subList(8, candidates.size()))
                        .isNotEmpty()
                        .allSatisfy(n -> assertThat(n).isBetween(1, 10));
            });
        }

        /** Each at its own pace, which others set from other threads, and all at once in the end. */
        @Test
        void servesSeveralSubscribersOfOneStream() {
            everywhere((places, executor, partitions) -> {
                Random random = new Random(partitions);
                for (Query<Place> query : List.of(
                        places.query()
                                .where(Place::population)
                                .lessThan(150)
                                .orderBy(Place::population)
                                .descending(),
                        places.query()
                                .matching(where(Place::population)
                                        .lessThan(90)
                                        .or(where(Place::name).in("n80", "n140"))
                                        .or(where(Place::country).in("c3", "c4", "c5"))),
                        places.query().where(Place::location).within(new GeoPoint(0, 0), 15_000))) {
                    Flux<Place> stream = query.all();
                    List<String> expected =
                            stream.map(Place::id).sort().collectList().block(PATIENCE);
                    assertThat(expected).hasSizeGreaterThan(100);
                    List<PacedSubscriber> subscribers =
                            Stream.generate(PacedSubscriber::new).limit(3).toList();
                    subscribers.forEach(stream::subscribe);
                    Flux.range(0, 30)
                            .flatMap(i -> {
                                PacedSubscriber subscriber = subscribers.get(i % 3);
                                int n = 1 + random.nextInt(9);
                                return Mono.fromRunnable(() -> subscriber.request(n))
                                        .subscribeOn(Schedulers.parallel());
                            })
                            .blockLast(PATIENCE);
                    subscribers.forEach(BaseSubscriber::requestUnbounded);
                    for (PacedSubscriber subscriber : subscribers) {
                        assertThat(subscriber.ids.asFlux().sort().collectList().block(PATIENCE))
                                .isEqualTo(expected);
                    }
                }
            });
        }

        private static final class PacedSubscriber extends BaseSubscriber<Place> {

            private final Sinks.Many<String> ids = Sinks.many().unicast().onBackpressureBuffer();

            @Override
            protected void hookOnSubscribe(Subscription subscription) {}

            @Override
            protected void hookOnNext(Place place) {
                ids.tryEmitNext(place.id()).orThrow(); // refuses two signals at a time
            }

            @Override
            protected void hookOnComplete() {
                ids.tryEmitComplete().orThrow();
            }

            @Override
            protected void hookOnError(Throwable failure) {
                ids.tryEmitError(failure).orThrow();
            }
        }

        @Test
        void stopsAtTheNextPageWhenCancelled() {
            everywhere((places, executor, partitions) -> {
                places.query()
                        .where(Place::population)
                        .atLeast(0)
                        .all()
                        .take(200)
                        .blockLast(PATIENCE);
                long hydrations = count(executor.trips(), "HMGET");
                assertThat(hydrations).isLessThanOrEqualTo(3);
            });
        }

        @Test
        void letsAStalledSubscriberDelayNobody() {
            everywhere((places, executor, partitions) -> {
                long before = medianOfReads(places);
                BaseSubscriber<Place> stalled = new BaseSubscriber<>() {
                    @Override
                    protected void hookOnSubscribe(Subscription subscription) {
                        subscription.request(1);
                    }
                };
                for (int i = 0; i < 5; i++) {
                    places.query().where(Place::population).atLeast(i).all().subscribe(stalled);
                }
                long beside = medianOfReads(places);
                stalled.cancel();

                assertThat(beside).isLessThan(5 * before + Duration.ofMillis(5).toNanos());
            });
        }

        private long medianOfReads(Places places) {
            long[] nanos = new long[500];
            for (int i = 0; i < nanos.length; i++) {
                long begun = System.nanoTime();
                places.findById(String.format("p%05d", i)).block();
                nanos[i] = System.nanoTime() - begun;
            }
            Arrays.sort(nanos);
            return nanos[nanos.length / 2];
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

    @Nested
    class Changes {

        @Test
        void givesNoEntityThatWasDeletedOrChangedBetweenIndexAndReading() {
            everywhere((places, executor, partitions) -> {
                Place gone = new Place("x1", "x", "stale", -1, null, "x", null);
                Place moved = new Place("x2", "x", "stale", -2, null, "x", null);
                Place kept = new Place("x3", "x", "stale", -3, null, "x", null);
                places.saveAll(List.of(gone, moved, kept)).blockLast();
                List<Query<Place>> queries = List.of(
                        places.query().where(Place::country).is("stale"),
                        places.query()
                                .where(Place::country)
                                .is("stale")
                                .orderBy(Place::admin)
                                .descending(),
                        places.query()
                                .where(Place::country)
                                .in("stale", "c1")
                                .and(Place::population)
                                .lessThan(0),
                        places.query()
                                .where(Place::country)
                                .is("stale")
                                .and(Place::name)
                                .is("x"),
                        places.query()
                                .matching(where(Place::country)
                                        .is("stale")
                                        .or(where(Place::population).lessThan(-5))));
                for (Query<Place> query : queries) {
                    AtomicInteger once = new AtomicInteger();
                    executor.observe((command, reply) -> isIndexPage(command) && once.getAndIncrement() == 0
                            ? places.delete(gone)
                                    .then(places.save(new Place("x2", "x", "elsewhere", 2, null, "x", null)))
                                    .then()
                            : Mono.empty());

                    assertThat(query.all().collectList().block()).containsExactly(kept);

                    executor.observeNobody();
                    places.saveAll(List.of(gone, moved)).blockLast();
                }
                places.delete(gone)
                        .then(places.delete(moved))
                        .then(places.delete(kept))
                        .block();
            });
        }

        @Test
        void givesOnceWhatComesToMeetOrMeetsNoMoreAnEarlierAlternative() {
            everywhere((places, executor, partitions) -> {
                Query<Place> either = places.query()
                        .matching(where(Place::country)
                                .is("c195")
                                .or(where(Place::population).atLeast(1_990)));
                Query<Place> nested = either.matching(where(Place::population)
                        .lessThan(5_000)
                        .or(where(Place::rating).atLeast(-1.0)));
                for (Query<Place> query :
                        List.of(either, nested, either.orderBy(Place::admin).descending())) {
                    assertThat(query.explain().block().text()).contains("Union");
                    AtomicInteger pages = new AtomicInteger();
                    executor.observe((command, reply) -> isIndexPage(command) && pages.incrementAndGet() == 2
                            ? places.save(inCountry(place(1_991), "c195"))
                                    .then(places.save(inCountry(place(1_995), "elsewhere")))
                                    .then()
                            : Mono.empty());

                    List<String> found =
                            query.all().map(Place::id).collectList().block(PATIENCE);

                    executor.observeNobody();
                    places.saveAll(List.of(place(1_991), place(1_995))).blockLast();
                    assertThat(found)
                            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 2_000)
                                    .filter(i -> i % 200 == 195 || i >= 1_990)
                                    .mapToObj(i -> place(i).id())
                                    .toList());
                }
            });
        }

        private Place inCountry(Place place, String country) {
            return new Place(
                    place.id(),
                    place.name(),
                    country,
                    place.population(),
                    place.rating(),
                    place.admin(),
                    place.location());
        }

        @Test
        void findsOnceWhatChangesInOtherRespectsWhileItIsRead() {
            everywhere((places, executor, partitions) -> {
                AtomicInteger written = new AtomicInteger();
                Set<String> transients = new HashSet<>();
                executor.observe((command, reply) -> {
                    int n = written.getAndIncrement();
                    if (!isIndexPage(command)) {
                        return Mono.empty();
                    }
                    Place old = place(n * 37 % 2_000);
                    transients.add("t" + n);
                    return places.save(new Place(
                                    old.id(),
                                    "r" + n,
                                    old.country(),
                                    old.population(),
                                    1.0,
                                    old.admin(),
                                    old.location()))
                            .then(places.save(new Place("t" + n, null, "t", n * 131 % 2_000, null, "t", null)))
                            .then(places.deleteById("t" + (n - 2)))
                            .then();
                });
                List<String> ids = places.query()
                        .where(Place::population)
                        .between(0, 1_999)
                        .all()
                        .map(Place::id)
                        .filter(id -> !id.startsWith("t"))
                        .limitRate(100)
                        .collectList()
                        .block(PATIENCE);
                executor.observeNobody();
                Flux.fromIterable(transients).concatMap(places::deleteById).blockLast();
                places.saveAll(Flux.range(0, 2_000).map(QueryExecutionIT::place))
                        .blockLast();

                assertThat(transients).isNotEmpty();
                assertThat(ids)
                        .doesNotHaveDuplicates()
                        .containsExactlyElementsOf(IntStream.range(0, 2_000)
                                .mapToObj(i -> place(i).id())
                                .toList());
            });
        }

        @Test
        void pagesOnWhileEntitiesComeAndGo() {
            everywhere((places, executor, partitions) -> {
                Query<Place> query = places.query().orderBy(Place::population).descending();
                List<Place> found = pages(query, 73, (page, n) -> {
                    Place last = page.content().get(page.content().size() - 1);
                    return places.deleteById(last.id())
                            .then(places.save(new Place("new" + n, "x", "x", last.population() + 1, null, "x", null)))
                            .then(places.save(new Place("old" + n, "x", "x", last.population() - 1, null, "x", null)))
                            .then();
                });
                List<String> ids = found.stream().map(Place::id).toList();
                assertThat(ids).doesNotHaveDuplicates();
                assertThat(ids.stream().filter(id -> id.startsWith("p")))
                        .containsExactlyElementsOf(IntStream.range(0, 2_000)
                                .mapToObj(i -> place(1_999 - i).id())
                                .toList());
                assertThat(ids).noneMatch(id -> id.startsWith("new"));
                for (int n = 0; n < 40; n++) {
                    places.deleteById("new" + n)
                            .then(places.deleteById("old" + n))
                            .block();
                }
                places.saveAll(Flux.range(0, 2_000).map(QueryExecutionIT::place))
                        .blockLast();
            });
        }

        @Test
        void pagesOnInItsOrderWhenThePlanFlips() {
            everywhere((places, executor, partitions) -> {
                for (int i = 0; i < 30; i++) {
                    places.save(new Place("f" + i, "flip", "flop", 10_000 + i % 7, null, "x", null))
                            .block();
                }
                Query<Place> query = places.query()
                        .where(Place::country)
                        .is("flop")
                        .and(Place::name)
                        .is("flip");
                String before = query.explain().block().text();
                List<Place> found = pages(
                        query,
                        10,
                        (page, n) -> n > 0
                                ? Mono.empty()
                                : places.saveAll(Flux.range(0, 300)
                                                .map(i -> new Place(
                                                        "g" + i,
                                                        i % 2 == 0 ? "flip" : "other",
                                                        i % 2 == 0 ? "x" : "flop",
                                                        0,
                                                        null,
                                                        "x",
                                                        null)))
                                        .then(places.saveAll(Flux.range(300, 300)
                                                        .map(i -> new Place(
                                                                "g" + i, "other", "flop", 0, null, "x", null)))
                                                .then()));
                assertThat(found.stream().map(Place::id))
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, 30).mapToObj(i -> "f" + i).toList());
                assertThat(query.explain().block().text()).isNotEqualTo(before);
                Flux.range(0, 600).concatMap(i -> places.deleteById("g" + i)).blockLast();
                Flux.range(0, 30).concatMap(i -> places.deleteById("f" + i)).blockLast();
            });
        }

        private boolean isIndexPage(String command) {
            return command.startsWith("ZRANGEBYLEX") || command.startsWith("ZREVRANGEBYLEX");
        }
    }

    private static List<Place> pages(
            Query<Place> query, int size, BiFunction<Page<Place>, Integer, Mono<Void>> between) {
        List<Place> found = new ArrayList<>();
        Page<Place> page = query.page(size).block();
        for (int n = 0; ; n++) {
            found.addAll(page.content());
            if (page.next().isEmpty()) {
                return found;
            }
            assertThat(page.content()).hasSize(size);
            between.apply(page, n).block();
            page = query.page(size, Cursor.parse(page.next().get().toString())).block();
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
