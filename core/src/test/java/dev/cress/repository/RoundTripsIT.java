package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.entity.EntityOptions;
import dev.cress.error.InvalidEntityException;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** What each operation sends, when, and how much of it. */
@RedisTest
class RoundTripsIT extends ContextTest {

    interface Counters extends ReactiveRepository<Counter, String> {}

    private final CopyOnWriteArrayList<String> calls = new CopyOnWriteArrayList<>();
    private Cress cress;
    private Counters counters;

    RoundTripsIT(RedisEnvironment redis) {
        super(redis);
    }

    @BeforeEach
    void connect() {
        connect(4);
    }

    private CressOptions.Builder recorded(int partitions) {
        return options()
                .namespace(namespace + "-" + partitions)
                .entities(EntityOptions.builder().withoutSweeping().build())
                .executor(RecordingExecutor.into(calls));
    }

    private void connect(int partitions) {
        cress = connect(recorded(partitions).partitions(partitions));
        counters = cress.repository(Counters.class);
        cress.verify().block(LIMIT);
        calls.clear();
    }

    private void store(int count) {
        counters.saveAll(Flux.range(0, count).map(RoundTripsIT::counter)).blockLast(LIMIT);
        calls.clear();
    }

    private static Counter counter(int i) {
        return new Counter(id(i), i);
    }

    private static String id(int i) {
        return String.format("%06d", i);
    }

    @Test
    void sendsNothingBeforeSubscription() {
        Counter one = counter(1);
        List.of(
                counters.save(one),
                counters.insert(one),
                counters.update(one),
                counters.saveAll(List.of(one)),
                counters.findById("1"),
                counters.findAllById(List.of("1")),
                counters.findAll(),
                counters.existsById("1"),
                counters.count(),
                counters.deleteById("1"),
                counters.delete(one),
                counters.deleteAll());
        assertThat(calls).isEmpty();
    }

    @Test
    void checksItsArgumentsWhenCalled() {
        assertThatThrownBy(() -> counters.save(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("entity");
        assertThatThrownBy(() -> counters.findById(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("id");
        assertThatThrownBy(() -> counters.deleteById(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("id");
    }

    @Test
    void readsTheLayoutRecordOnceBeforeTheFirstOperation() {
        Counters same = connect(recorded(4)).repository(Counters.class);
        assertThat(calls).isEmpty();
        same.findById("1").block(LIMIT);
        same.findById("1").block(LIMIT);
        assertThat(calls).containsExactly("WRITE layout/open", "READ HMGET", "READ HMGET");
    }

    @Test
    void takesOneRoundTripForEachSingleOperation() {
        counters.save(counter(1)).block(LIMIT);
        counters.insert(counter(2)).block(LIMIT);
        counters.update(new Counter(id(2), 5)).block(LIMIT);
        counters.findById(id(1)).block(LIMIT);
        counters.existsById(id(1)).block(LIMIT);
        counters.count().block(LIMIT);
        counters.deleteById(id(1)).block(LIMIT);
        counters.delete(counter(2)).block(LIMIT);

        assertThat(calls)
                .containsExactly(
                        "WRITE entity/save",
                        "WRITE entity/save",
                        "WRITE entity/save",
                        "READ HMGET",
                        "READ HEXISTS",
                        "READ ZCARD x4",
                        "WRITE entity/delete",
                        "WRITE entity/delete");
    }

    @Test
    void runsAgainForEachSubscription() {
        Mono<Counter> save = counters.save(counter(1));
        save.block(LIMIT);
        save.block(LIMIT);
        Mono<Counter> find = counters.findById(id(1));
        assertThat(find.block(LIMIT)).isEqualTo(counter(1));
        counters.save(new Counter(id(1), 7)).block(LIMIT);
        assertThat(find.block(LIMIT)).isEqualTo(new Counter(id(1), 7));
        assertThat(calls).hasSize(5);
    }

    @Test
    void refusesBeforeAnythingIsSent() {
        counters.save(new Counter("", 1))
                .as(StepVerifier::create)
                .expectError(InvalidEntityException.class)
                .verify(LIMIT);
        counters.findById("")
                .as(StepVerifier::create)
                .expectError(InvalidEntityException.class)
                .verify(LIMIT);
        counters.deleteById("x".repeat(513))
                .as(StepVerifier::create)
                .expectError(InvalidEntityException.class)
                .verify(LIMIT);
        assertThat(calls).isEmpty();
    }

    @Test
    void findsManyByIdIn128AtATime() {
        store(300);

        List<String> ids = IntStream.range(0, 300)
                .map(i -> 299 - i)
                .mapToObj(RoundTripsIT::id)
                .toList();
        assertThat(counters.findAllById(ids).map(Counter::id).collectList().block(LIMIT))
                .isEqualTo(ids);
        assertThat(calls).containsExactly("READ HMGET x128", "READ HMGET x128", "READ HMGET x44");
    }

    @Test
    void findAllFetchesOnDemandOnly() {
        store(200);

        counters.findAll()
                .as(flux -> StepVerifier.create(flux, 0))
                .expectSubscription()
                .then(() -> assertThat(calls).isEmpty())
                .thenRequest(1)
                .expectNext(counter(0))
                .then(() -> assertThat(calls).containsExactly("READ ZRANGEBYLEX x4", "READ HMGET x1"))
                .thenRequest(3)
                .expectNext(counter(1), counter(2), counter(3))
                .then(() ->
                        assertThat(calls.subList(2, calls.size())).allMatch(call -> call.startsWith("READ HMGET x")))
                .thenCancel()
                .verify(LIMIT);
        int sent = calls.size();
        counters.count().block(LIMIT);
        assertThat(calls).hasSize(sent + 1);
    }

    @Test
    void findAllReadsPagesThatGrowAndGroupsOf128() {
        store(1_000);

        assertThat(counters.findAll().collectList().block(LIMIT))
                .containsExactlyElementsOf(IntStream.range(0, 1_000)
                        .mapToObj(RoundTripsIT::counter)
                        .toList());
        assertThat(calls)
                .filteredOn(call -> call.startsWith("READ ZRANGEBYLEX"))
                .hasSizeLessThan(30);
        assertThat(calls).filteredOn(call -> call.startsWith("READ HMGET")).hasSizeBetween(8, 40);
    }

    @Test
    void aSlowSubscriberLeavesOthersAlone() {
        store(500);
        AtomicLong received = new AtomicLong();
        Disposable slow = counters.findAll()
                .limitRate(1)
                .concatMap(c -> Mono.delay(Duration.ofSeconds(10)).thenReturn(c), 1)
                .subscribe(c -> received.incrementAndGet());

        Flux.range(0, 100)
                .concatMap(i -> counters.findById(id(i)))
                .as(StepVerifier::create)
                .expectNextCount(100)
                .expectComplete()
                .verify(LIMIT);
        slow.dispose();
        assertThat(received).hasValue(0);
    }

    @Test
    void saveAllKeepsTheOrderOfItsInput() {
        List<Counter> all =
                IntStream.range(0, 600).mapToObj(RoundTripsIT::counter).toList();
        assertThat(counters.saveAll(all).collectList().block(LIMIT)).isEqualTo(all);
        assertThat(calls).hasSize(600);
    }

    @Test
    void saveAllAsksFor256AheadAndFailsWithTheFirstFailure() {
        TestPublisher<Counter> input = TestPublisher.create();
        List<Counter> saved = new ArrayList<>();
        StepVerifier.create(counters.saveAll(input), 1)
                .then(() -> input.assertMinRequested(256).assertMaxRequested(256))
                .then(() -> input.next(counter(1), counter(2)))
                .consumeNextWith(saved::add)
                .then(() -> input.next(new Counter("", 3)))
                .expectError(InvalidEntityException.class)
                .verify(LIMIT);
        assertThat(saved).containsExactly(counter(1));
        input.assertCancelled();
    }

    @Test
    void saveAllCancelsItsInput() {
        TestPublisher<Counter> input = TestPublisher.create();
        StepVerifier.create(counters.saveAll(input))
                .then(() -> input.next(counter(1)))
                .expectNext(counter(1))
                .thenCancel()
                .verify(LIMIT);
        input.assertCancelled();
    }

    @Test
    void deletesAllWithOneScriptEach() {
        store(300);

        assertThat(counters.deleteAll().block(LIMIT)).isEqualTo(300);
        assertThat(calls).filteredOn("WRITE entity/delete"::equals).hasSize(300);
        assertThat(counters.count().block(LIMIT)).isZero();
        assertThat(counters.deleteAll().block(LIMIT)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 16_384})
    void countsWhateverTheNumberOfPartitions(int partitions) {
        connect(partitions);
        counters.saveAll(Flux.range(0, 20).map(RoundTripsIT::counter)).blockLast(LIMIT);
        calls.clear();

        assertThat(counters.count().block(LIMIT)).isEqualTo(20);
        assertThat(calls.size()).isEqualTo(Math.max(1, partitions / 1_024));
    }

    @Test
    void blockInsideACallbackFailsInsteadOfHanging() {
        counters.save(counter(1)).block(LIMIT);

        counters.findById(id(1))
                .map(found -> counters.count().block())
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("block"))
                .verify(LIMIT);
        counters.findById(id(1))
                .as(StepVerifier::create)
                .expectNext(counter(1))
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void worksFromAThreadThatMustNotBlock() {
        Flux.range(0, 100)
                .flatMap(i -> counters.save(counter(i)).subscribeOn(Schedulers.parallel()))
                .then(counters.count())
                .as(StepVerifier::create)
                .expectNext(100L)
                .expectComplete()
                .verify(LIMIT);
    }
}
