package dev.cress.feed;

import static dev.cress.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.channel.Channel;
import dev.cress.channel.ChannelOptions;
import dev.cress.channel.Channels;
import dev.cress.channel.Overflow;
import dev.cress.line.Operator;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What is measured is what has happened. */
@RedisTest
class MetersIT {

    interface Accounts extends ReactiveRepository<Account, String>, ChangeFeed<Account> {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisEnvironment redis;
    private SimpleMeterRegistry registry;
    private String namespace;
    private Cress cress;
    private Accounts accounts;

    MetersIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        registry = new SimpleMeterRegistry();
        namespace = redis.newNamespace();
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .namespace(namespace)
                        .partitions(2)
                        .meterRegistry(registry)
                        .build())
                .block();
        accounts = cress.repository(Accounts.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private void saveAccounts(int from, int to) {
        accounts.saveAll(IntStream.range(from, to)
                        .mapToObj(i -> Account.of("a" + i, i))
                        .toList())
                .blockLast();
    }

    private double counter(String name, String... tags) {
        var counter = registry.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    private double gauge(String name, String... tags) {
        var gauge = registry.find(name).tags(tags).gauge();
        return gauge == null ? -1 : gauge.value();
    }

    @Test
    void tellsTheLagOfAReaderThatHasStoppedAsking() throws Exception {
        saveAccounts(0, 1);
        StepVerifier.create(accounts.changes(FeedStart.beginning()), 1)
                .expectNextCount(1)
                .then(() -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                    saveAccounts(1, 41);
                    await("the lag", () -> gauge("cress.feed.lag", "entity", "account", "group", "none") == 40);
                    assertThat(gauge("cress.feed.lag.time", "group", "none")).isBetween(0.04, 10.0);
                })
                .thenRequest(40)
                .expectNextCount(40)
                .then(() -> await("no lag", () -> gauge("cress.feed.lag", "group", "none") == 0))
                .thenCancel()
                .verify(PATIENCE);
        assertThat(gauge("cress.feed.lag")).as("nobody reads").isEqualTo(-1);
        assertThat(counter("cress.feed.events", "group", "none", "operation", "created"))
                .isEqualTo(41);
    }

    @Test
    void countsWhatGroupsDo() {
        GroupOptions options = GroupOptions.builder()
                .start(FeedStart.beginning())
                .lease(Duration.ofMillis(600))
                .attempts(3, Duration.ofMillis(1), Duration.ofMillis(1))
                .build();
        saveAccounts(0, 10);
        Disposable member = accounts.group("billing", options)
                .run(delivery ->
                        delivery.event().id().equals("a3") ? Mono.error(new IllegalStateException()) : Mono.empty())
                .subscribe();
        await("a letter", () -> counter("cress.group.dead.letters", "entity", "account", "group", "billing") == 1);
        await("all events", () -> counter("cress.feed.events", "group", "billing") == 10);
        assertThat(counter("cress.group.redeliveries", "group", "billing")).isEqualTo(2);
        await("no lag", () -> gauge("cress.feed.lag", "group", "billing") == 0);
        member.dispose();
        assertThat(gauge("cress.feed.lag", "group", "billing")).isEqualTo(-1);
    }

    @Test
    void countsGapsAndRewinds() {
        ResumeToken start = accounts.position().block();
        saveAccounts(0, 20);
        accounts.trim(Retention.ofCount(0)).block();
        accounts.changes(FeedStart.after(start))
                .as(StepVerifier::create)
                .verifyError(ResumeTokenExpiredException.class);
        assertThat(counter("cress.feed.gaps", "entity", "account")).isEqualTo(1);

        ResumeToken end = accounts.position().block();
        try (Operator operator = new Operator(redis)) {
            operator.deleteEverything(namespace);
        }
        accounts.changes(FeedStart.after(end)).as(StepVerifier::create).verifyError(HistoryRewoundException.class);
        assertThat(counter("cress.feed.rewinds", "entity", "account")).isEqualTo(1);
    }

    @Test
    void tellsWhatWaitsAndWhatIsDroppedInChannels() {
        Channels channels = Channels.of(cress);
        Channel<byte[]> raw = channels.channel("news", ChannelOptions.bytes());
        Channel<Long> numbers = channels.channel(
                "news",
                ChannelOptions.json(Long.class)
                        .overflow(new Overflow(Overflow.Policy.DROP_NEWEST, 5))
                        .label("numbers"));
        StepVerifier.create(numbers.signals(), 1)
                .expectNextMatches(signal -> signal instanceof dev.cress.channel.ChannelSignal.Subscribed)
                .then(() -> {
                    for (int i = 0; i < 8; i++) {
                        raw.publish(Integer.toString(i).getBytes(StandardCharsets.UTF_8))
                                .block();
                    }
                    await("what is dropped", () -> counter("cress.channel.dropped", "channel", "numbers") == 3);
                    assertThat(gauge("cress.channel.buffer", "channel", "numbers"))
                            .isEqualTo(5);
                })
                .thenRequest(6)
                .expectNextCount(6)
                .then(() -> raw.publish("no number".getBytes(StandardCharsets.UTF_8))
                        .block())
                .thenRequest(1)
                .then(() -> await(
                        "what cannot be decoded",
                        () -> counter("cress.channel.undecodable", "channel", "numbers") == 1))
                .thenCancel()
                .verify(PATIENCE);
        assertThat(counter("cress.channel.gaps", "channel", "numbers", "cause", "overflow"))
                .isEqualTo(1);
        assertThat(gauge("cress.channel.buffer")).isEqualTo(-1);
    }
}
