package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.OverloadedException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.testing.EmbeddedRedis;
import dev.cress.write.WriteOptions;
import io.lettuce.core.KillArgs;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Servers that die, forget and hang: what was acknowledged is there once, what is unknown is told, the rest is repeated. */
@Isolated("hears what is dropped by all")
class FaultsIT {

    interface Counters extends ReactiveRepository<Counter, String> {}

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SAVES = 2_000;

    private EmbeddedRedis redis;
    private Cress cress;
    private Counters counters;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.builder().appendOnly().start();
        connect(builder -> builder);
    }

    @AfterEach
    void stop() {
        cress.closeLater().block(LIMIT);
        redis.close();
    }

    private void connect(java.util.function.UnaryOperator<CressOptions.Builder> settings) {
        if (cress != null) {
            cress.closeLater().block(LIMIT);
        }
        cress = Cress.connect(settings.apply(CressOptions.builder(redis.uri())
                                .namespace("ns")
                                .commandTimeout(Duration.ofSeconds(10))
                                .operationDeadline(Duration.ofSeconds(20)))
                        .build())
                .block(LIMIT);
        counters = cress.repository(Counters.class);
    }

    /** What became of each save: the stored value, or its failure. */
    private Map<String, Object> saveAll(int count, java.util.function.IntFunction<Counter> entity, Runnable underWay) {
        Map<String, Object> outcomes = new ConcurrentHashMap<>();
        CountDownLatch quarter = new CountDownLatch(count / 4);
        Disposable fault = Schedulers.boundedElastic().schedule(() -> {
            try {
                quarter.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            underWay.run();
        });
        Flux.range(0, count)
                .flatMap(
                        i -> counters.save(entity.apply(i))
                                .<Object>map(saved -> saved)
                                .onErrorResume(Mono::just)
                                .doOnNext(outcome -> {
                                    outcomes.put("" + i, outcome);
                                    quarter.countDown();
                                }),
                        64)
                .blockLast(LIMIT);
        fault.dispose();
        return outcomes;
    }

    private List<String> createdIds() {
        try (RawRedis raw = RawRedis.of(redis.uri())) {
            return raw.events("ns", "counter").stream()
                    .filter(event -> event.getBody().get("o").equals("C"))
                    .map(event -> event.getBody().get("i"))
                    .toList();
        }
    }

    private static Set<String> keysOf(Map<String, Object> outcomes, Class<?> type) {
        return outcomes.entrySet().stream()
                .filter(outcome -> type.isInstance(outcome.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void losesAndDoublesNothingWhenTheServerDies() {
        Map<String, Object> outcomes = saveAll(SAVES, i -> new Counter("" + i, i), () -> {
            redis.kill();
            redis.restart();
        });

        Set<String> acknowledged = keysOf(outcomes, Counter.class);
        Set<String> unknown = keysOf(outcomes, OutcomeUnknownException.class);
        assertThat(outcomes).hasSize(SAVES);
        assertThat(acknowledged.size() + unknown.size())
                .as("%s", outcomes.values())
                .isEqualTo(SAVES);
        assertThat(unknown.size()).isLessThanOrEqualTo(64 + 1);
        List<String> created = createdIds();
        assertThat(created).doesNotHaveDuplicates().containsAll(acknowledged);
        Set<String> either = new HashSet<>(acknowledged);
        either.addAll(unknown);
        assertThat(either).containsAll(created);
        assertThat(counters.findAll()
                        .map(Counter::id)
                        .collect(Collectors.toSet())
                        .block(LIMIT))
                .isEqualTo(Set.copyOf(created));
    }

    @Test
    void exactlyOneEventForEachAcknowledgedWriteWhenConnectionsAreCut() {
        AtomicInteger running = new AtomicInteger(1);
        List<Object> failures = Collections.synchronizedList(new ArrayList<>());
        Map<String, Object> outcomes = saveAll(3 * SAVES, i -> new Counter("one", i), () -> {
            try (RawRedis raw = RawRedis.of(redis.uri())) {
                for (int i = 0; i < 10 && running.get() == 1; i++) {
                    raw.commands().clientKill(KillArgs.Builder.typeNormal().skipme());
                    raw.commands().ping();
                }
            } catch (RuntimeException e) {
                failures.add(e);
            }
        });
        running.set(0);

        assertThat(failures).isEmpty();
        int acknowledged = keysOf(outcomes, Counter.class).size();
        int unknown = keysOf(outcomes, OutcomeUnknownException.class).size();
        assertThat(acknowledged + unknown).isEqualTo(3 * SAVES);
        Map<String, Long> written;
        try (RawRedis raw = RawRedis.of(redis.uri())) {
            written = raw.events("ns", "counter").stream()
                    .map(StreamMessage::getBody)
                    .collect(Collectors.groupingBy(event -> event.get("+value"), Collectors.counting()));
        }
        assertThat(written.values()).containsOnly(1L);
        assertThat(written.keySet()).containsAll(keysOf(outcomes, Counter.class));
        assertThat(written.size()).isBetween(acknowledged, acknowledged + unknown);
    }

    /** Nothing stays unknown: what has a token is sent again until its outcome is known. */
    @Test
    void appliesEachNamedWriteOnceWhenConnectionsAreCut() {
        AtomicInteger running = new AtomicInteger(1);
        CountDownLatch begun = new CountDownLatch(SAVES / 4);
        Disposable fault = Schedulers.boundedElastic().schedule(() -> {
            try (RawRedis raw = RawRedis.of(redis.uri())) {
                begun.await();
                for (int i = 0; i < 10 && running.get() == 1; i++) {
                    raw.commands().clientKill(KillArgs.Builder.typeNormal().skipme());
                    raw.commands().ping();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(Flux.range(0, 2 * SAVES)
                        .flatMap(i -> counters.save(new Counter("one", i), WriteOptions.DEFAULT.once()), 64)
                        .doOnNext(result -> begun.countDown())
                        .count()
                        .block(LIMIT))
                .isEqualTo(2 * SAVES);
        running.set(0);
        fault.dispose();

        try (RawRedis raw = RawRedis.of(redis.uri())) {
            assertThat(raw.events("ns", "counter").stream()
                            .map(event -> event.getBody().get("+value"))
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 2 * SAVES).mapToObj(i -> "" + i).toList());
        }
    }

    @Test
    void tellsTheWriteIdOfANamedWriteOfUnknownOutcome() {
        connect(builder -> builder.commandTimeout(Duration.ofMillis(100)).operationDeadline(Duration.ofMillis(200)));
        counters.save(new Counter("1", 1)).block(LIMIT);
        try (RawRedis raw = RawRedis.of(redis.uri())) {
            raw.commands().clientPause(1_000);
            assertThatThrownBy(() -> counters.save(new Counter("1", 2), WriteOptions.DEFAULT.writeId("w-1"))
                            .block(LIMIT))
                    .isInstanceOfSatisfying(
                            OutcomeUnknownException.class,
                            unknown -> assertThat(unknown.writeId()).isEqualTo("w-1"));
            connect(builder -> builder);
            assertThat(counters.save(new Counter("1", 2), WriteOptions.DEFAULT.writeId("w-1"))
                            .block(LIMIT)
                            .entity())
                    .isEqualTo(new Counter("1", 2));
            assertThat(raw.events("ns", "counter")).hasSize(2);
        }
    }

    @Test
    void sendsAScriptsTextWhenTheServerForgotIt() {
        AtomicInteger flushed = new AtomicInteger();
        Map<String, Object> outcomes = saveAll(SAVES, i -> new Counter("" + i, i), () -> {
            try (RawRedis raw = RawRedis.of(redis.uri())) {
                for (int i = 0; i < 20; i++) {
                    raw.commands().scriptFlush();
                    flushed.incrementAndGet();
                }
            }
        });

        assertThat(flushed.get()).isPositive();
        assertThat(keysOf(outcomes, Counter.class)).hasSize(SAVES);
        assertThat(createdIds()).hasSize(SAVES).doesNotHaveDuplicates();
    }

    @Test
    void waitsForAServerThatComesBackBeforeTheDeadline() {
        counters.save(new Counter("1", 1)).block(LIMIT);
        redis.kill();
        Mono<Counter> write = counters.save(new Counter("2", 2)).cache();
        Mono<Counter> read = counters.findById("1").cache();
        Disposable both = Flux.merge(write, read).subscribe(value -> {}, error -> {});
        redis.restart();

        read.as(StepVerifier::create)
                .expectNext(new Counter("1", 1))
                .expectComplete()
                .verify(LIMIT);
        write.onErrorResume(OutcomeUnknownException.class, e -> Mono.just(new Counter("2", 2)))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
        both.dispose();
    }

    @Test
    void writesNothingAfterItsCallerWentAway() {
        counters.save(new Counter("1", 1)).block(LIMIT);
        redis.kill();
        counters.findById("1").timeout(Duration.ofMillis(100)).onErrorComplete().block(LIMIT); // the loss is known now
        List<Throwable> dropped = Collections.synchronizedList(new ArrayList<>());
        Hooks.onErrorDropped(dropped::add);
        try {
            Flux.range(0, 50)
                    .flatMap(i -> counters.save(new Counter("late-" + i, i)), 50)
                    .timeout(Duration.ofMillis(100))
                    .as(StepVerifier::create)
                    .expectError(TimeoutException.class)
                    .verify(LIMIT);
            redis.restart();
            counters.save(new Counter("2", 2))
                    .delayElement(Duration.ofMillis(400)) // longer than any pause before a repetition
                    .block(LIMIT);
            assertThat(createdIds()).containsExactly("1", "2");
            assertThat(dropped).isEmpty();
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    void givesUpAtTheDeadline() {
        connect(builder -> builder.operationDeadline(Duration.ofMillis(300)).commandTimeout(Duration.ofSeconds(2)));
        counters.save(new Counter("1", 1)).block(LIMIT);
        redis.kill();
        counters.findById("1").onErrorComplete().block(LIMIT); // by now the loss of the connection is known

        long begun = System.nanoTime();
        assertThatThrownBy(() -> counters.save(new Counter("2", 2)).block(LIMIT))
                .isInstanceOf(RedisUnavailableException.class);
        assertThatThrownBy(() -> counters.findById("1").block(LIMIT)).isInstanceOf(RedisUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(600), Duration.ofSeconds(5));
        redis.restart();
    }

    @Test
    void repeatsReadsButNotWritesWhoseReplyWasLost() {
        connect(builder -> builder.commandTimeout(Duration.ofMillis(300)));
        counters.save(new Counter("1", 1)).block(LIMIT);
        try (RawRedis raw = RawRedis.of(redis.uri())) {
            Schedulers.boundedElastic().schedule(() -> {
                try (RawRedis sleeper = RawRedis.of(redis.uri())) {
                    sleeper.commands()
                            .eval(
                                    "local t = redis.call('TIME') local n repeat n = redis.call('TIME') until (n[1] - t[1]) * 1000000 + n[2] - t[2] > 1500000 return 1",
                                    io.lettuce.core.ScriptOutputType.INTEGER);
                }
            });
            while (!blocked(raw)) {
                Thread.onSpinWait();
            }
            Future<?> write = counters.save(new Counter("1", 2)).toFuture();
            Future<?> read = counters.findById("1").toFuture();
            assertThat(write)
                    .failsWithin(LIMIT)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(OutcomeUnknownException.class);
            assertThat(read).succeedsWithin(LIMIT).isNotNull();
            // It was sent once, and applied when the server woke up.
            assertThat(raw.events("ns", "counter")).hasSize(2);
            assertThat(counters.findById("1").block(LIMIT)).isEqualTo(new Counter("1", 2));
        }
    }

    /** Whether the server is inside the long script: it then takes longer than any healthy reply. */
    private static boolean blocked(RawRedis raw) {
        long begun = System.nanoTime();
        try {
            raw.async().ping().toCompletableFuture().get(100, java.util.concurrent.TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("after " + (System.nanoTime() - begun), e);
        }
    }

    @Test
    void refusesWhatFindsNoRoomInTheQueue() {
        connect(builder -> builder.inFlight(4, 4).queueLimit(16));
        counters.count().block(LIMIT);

        List<Object> outcomes = Flux.range(0, 2_000)
                .flatMap(
                        i -> counters.save(new Counter("" + i, i))
                                .<Object>map(saved -> saved)
                                .onErrorResume(Mono::just),
                        2_000)
                .collectList()
                .block(LIMIT);
        long refused =
                outcomes.stream().filter(OverloadedException.class::isInstance).count();
        long saved = outcomes.stream().filter(Counter.class::isInstance).count();
        assertThat(refused).isPositive();
        assertThat(refused + saved).isEqualTo(2_000);
        assertThat(counters.count().block(LIMIT)).isEqualTo(saved);
    }

    @Test
    void tellsThatTheServerHasNoMemoryLeft() {
        counters.save(new Counter("1", 1)).block(LIMIT);
        try (RawRedis raw = RawRedis.of(redis.uri())) {
            raw.commands().configSet("maxmemory", "1");
            counters.save(new Counter("2", 2))
                    .as(StepVerifier::create)
                    .expectError(OverloadedException.class)
                    .verify(LIMIT);
            assertThat(counters.findById("1").block(LIMIT)).isEqualTo(new Counter("1", 1));
            assertThat(counters.deleteById("1").block(LIMIT)).isTrue();
            raw.commands().configSet("maxmemory", "0");
            assertThat(raw.events("ns", "counter")).hasSize(2);
        }
    }

    @Test
    void failsAtOnceWhatIsSentAfterClosing() {
        counters.count().block(LIMIT);
        cress.closeLater().block(LIMIT);

        counters.findById("1")
                .as(StepVerifier::create)
                .expectError(RedisUnavailableException.class)
                .verify(Duration.ofSeconds(5));
        counters.save(new Counter("1", 1))
                .as(StepVerifier::create)
                .expectError(RedisUnavailableException.class)
                .verify(Duration.ofSeconds(5));
        cress.closeLater().as(StepVerifier::create).expectComplete().verify(LIMIT);
    }

    @Test
    void idsOfAllSavesAreThere() {
        assertThat(saveAll(200, i -> new Counter("" + i, i), () -> {}).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> "" + i).toList());
    }
}
