package dev.cress.query;

import static dev.cress.query.ObservedPlaces.PATIENCE;
import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.geo.GeoPoint;
import dev.cress.query.ObservedPlaces.Places;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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

/** What a query reads on demand, and for whom. */
@Execution(ExecutionMode.SAME_THREAD) // counts what its executors send
@RedisTest
class QueryDemandIT extends PlacesTest {

    private static final int COUNT = 2_000;
    private static final ObservedPlaces PLACES = new ObservedPlaces(COUNT, QueryExecutionIT::place);

    QueryDemandIT(RedisEnvironment redis) {
        super(redis, PLACES);
    }

    @AfterAll
    static void close() {
        PLACES.close();
    }

    @Test
    void fetchesNoPageWithoutDemand() throws InterruptedException {
        everywhere((places, executor, partitions) -> {
            StepVerifier.create(
                            places.query().where(Place::population).atLeast(0).all(), 0)
                    .expectSubscription()
                    .thenAwait(Duration.ofMillis(30))
                    .then(() -> assertThat(executor.trips()).isEmpty())
                    .thenRequest(1)
                    .expectNextCount(1)
                    .then(() -> assertThat(executor.trips()).containsExactly("ZRANGEBYLEX " + partitions, "HMGET 1"))
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

            assertThat(received).hasValue(COUNT);
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
            places.query().where(Place::population).atLeast(0).all().take(200).blockLast(PATIENCE);
            long hydrations = executor.trips().stream()
                    .filter(trip -> trip.startsWith("HMGET"))
                    .count();
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
