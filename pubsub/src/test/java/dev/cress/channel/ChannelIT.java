package dev.cress.channel;

import static dev.cress.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.channel.ChannelSignal.Cause;
import dev.cress.channel.ChannelSignal.Gap;
import dev.cress.channel.ChannelSignal.Message;
import dev.cress.channel.ChannelSignal.Subscribed;
import dev.cress.error.RedisUnavailableException;
import dev.cress.line.Operator;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@RedisTest
class ChannelIT {

    record Order(String id, long total) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ChannelOptions<Order> ORDERS = ChannelOptions.json(Order.class);

    private final RedisEnvironment redis;
    private final String namespace;
    private Cress cress;
    private Channels channels;

    ChannelIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        cress = open();
        channels = Channels.of(cress);
    }

    private Cress open() {
        return Cress.connect(CressOptions.builder(Operator.uri(redis, namespace))
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .namespace(namespace)
                        .build())
                .block();
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    /** Asks for as much as the test says, and keeps it. */
    private static final class Reader<T> extends BaseSubscriber<ChannelSignal<T>> {
        private final List<ChannelSignal<T>> signals = new CopyOnWriteArrayList<>();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(1);
        }

        @Override
        protected void hookOnNext(ChannelSignal<T> signal) {
            signals.add(signal);
        }

        @Override
        protected void hookOnError(Throwable failure) {
            failures.add(failure);
        }

        @SuppressWarnings("unchecked")
        private List<T> messages() {
            return signals.stream()
                    .filter(Message.class::isInstance)
                    .map(signal -> ((Message<T>) signal).payload())
                    .toList();
        }

        private long dropped() {
            return signals.stream()
                    .mapToLong(signal -> signal instanceof Gap<T> gap ? gap.dropped() : 0)
                    .sum();
        }
    }

    @ParameterizedTest(name = "sharded {0}")
    @ValueSource(booleans = {false, true})
    void deliversToAllWhoListen(boolean sharded) {
        ChannelOptions<Order> options = sharded ? ORDERS.sharded() : ORDERS;
        Channel<Order> channel = channels.channel("a{b} :\u0000\uD83D\uDE00", options);
        Cress other = open();
        Channel<Order> elsewhere = Channels.of(other).channel("a{b} :\u0000\uD83D\uDE00", options);
        Order order = new Order("\"{}\u0000\uD83D\uDE00", (1L << 53) + 1);

        StepVerifier.create(elsewhere.signals())
                .expectNext(new Subscribed<>(""))
                .then(() -> StepVerifier.create(channel.signals())
                        .expectNext(new Subscribed<>(""))
                        .then(() -> assertThat(channel.publish(order).block()).isEqualTo(2))
                        .expectNext(new Message<>(channel.name(), order, ""))
                        .thenCancel()
                        .verify(PATIENCE))
                .expectNext(new Message<>(channel.name(), order, ""))
                .thenCancel()
                .verify(PATIENCE);
        other.closeLater().block();
    }

    @Test
    void sendsNothingBeforeSubscriptionAndTwiceForTwo() throws Exception {
        Channel<Order> channel = channels.channel("orders", ORDERS);
        Reader<Order> reader = new Reader<>();
        channel.signals().subscribe(reader);
        await("subscribed", () -> reader.signals.size() == 1);
        reader.request(10);

        var publishing = channel.publish(new Order("1", 1));
        publishing.block();
        publishing.block();

        await("two", () -> reader.messages().size() == 2);
        reader.cancel();
    }

    @Test
    void countsReceivers() throws Exception {
        ChannelOptions<Order> sharded = ORDERS.sharded();
        Channel<Order> channel = channels.channel("orders", sharded);
        assertThat(channel.publish(new Order("1", 1)).block()).isZero();
        Cress other = open();
        Reader<Order> here = new Reader<>();
        Reader<Order> there = new Reader<>();
        channel.signals().subscribe(here);
        Channels.of(other).channel("orders", sharded).signals().subscribe(there);
        await("subscribed", () -> here.signals.size() + there.signals.size() == 2);

        assertThat(channel.publish(new Order("1", 1)).block()).isEqualTo(2);
        here.cancel();
        await("one", () -> channel.publish(new Order("1", 1)).block() == 1);
        there.cancel();
        other.closeLater().block();
    }

    @Test
    void deliversAllChannelsOfAPattern() throws Exception {
        Reader<Order> reader = new Reader<>();
        channels.pattern("orders.*", ORDERS).signals().subscribe(reader);
        await("subscribed", () -> reader.signals.size() == 1);
        reader.request(10);
        channels.channel("returns.de", ORDERS).publish(new Order("0", 0)).block();
        channels.channel("orders.de", ORDERS).publish(new Order("1", 1)).block();
        channels.channel("orders.fr", ORDERS).publish(new Order("2", 2)).block();

        await("both", () -> reader.messages().size() == 2);
        assertThat(reader.signals.subList(1, 3))
                .containsExactlyInAnyOrder(
                        new Message<>("orders.de", new Order("1", 1), ""),
                        new Message<>("orders.fr", new Order("2", 2), ""));
        reader.cancel();
    }

    @Test
    void carriesBytesAsTheyAre() {
        Channel<byte[]> channel = channels.channel("raw", ChannelOptions.bytes());
        byte[] odd = {0, -1, 10, 13, 127, -128};
        byte[] huge = new byte[1 << 20];

        StepVerifier.create(channel.signals())
                .expectNextCount(1)
                .then(() -> channel.publish(odd)
                        .then(channel.publish(new byte[0]))
                        .then(channel.publish(huge))
                        .block())
                .assertNext(signal ->
                        assertThat(((Message<byte[]>) signal).payload()).isEqualTo(odd))
                .assertNext(signal ->
                        assertThat(((Message<byte[]>) signal).payload()).isEmpty())
                .assertNext(signal ->
                        assertThat(((Message<byte[]>) signal).payload()).isEqualTo(huge))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void dropsAndCountsWhatItCannotRead() {
        List<UndecodableMessage> hooked = new CopyOnWriteArrayList<>();
        Channel<Order> channel = channels.channel("orders", ORDERS.onUndecodable(message -> {
            hooked.add(message);
            throw new IllegalStateException("a broken hook");
        }));
        Channel<byte[]> raw = channels.channel("orders", ChannelOptions.bytes());

        StepVerifier.create(channel.messages())
                .thenAwait(Duration.ofMillis(300))
                .then(() -> {
                    raw.publish("{\"id\":".getBytes(StandardCharsets.UTF_8)).block();
                    raw.publish(new byte[] {-1}).block();
                    channel.publish(new Order("1", 1)).block();
                })
                .expectNext(new Order("1", 1))
                .thenCancel()
                .verify(PATIENCE);
        assertThat(hooked).extracting(UndecodableMessage::number).containsExactly(1L, 2L);
        assertThat(hooked.get(0).channel()).isEqualTo("orders");
        assertThat(new String(hooked.get(0).payload(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> channels.channel("", ORDERS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> channels.channel("x".repeat(513), ORDERS)).hasMessageContaining("513");
        assertThatThrownBy(() -> channels.durable("x", ORDERS, 0)).hasMessageContaining("0");
        assertThatThrownBy(() -> Overflow.error().withCapacity(0)).hasMessageContaining("0");
        record Endless(Object self) {}
        Object[] cycle = new Object[1];
        cycle[0] = cycle;
        channels.channel("cycle", ChannelOptions.json(Endless.class))
                .publish(new Endless(cycle))
                .as(StepVerifier::create)
                .verifyError(UnencodableMessageException.class);
    }

    /** 10,000 messages while the subscriber asks for nothing more: what waits is bounded, and what is missing is counted exactly. */
    @ParameterizedTest
    @ValueSource(strings = {"error", "oldest", "newest", "latest"})
    void boundsWhatWaitsForASlowSubscriber(String policy) throws Exception {
        Overflow overflow = switch (policy) {
            case "error" -> Overflow.error().withCapacity(100);
            case "oldest" -> Overflow.dropOldest().withCapacity(100);
            case "newest" -> Overflow.dropNewest().withCapacity(100);
            default -> Overflow.latest();
        };
        Channel<Order> channel = channels.channel("orders-" + policy, ORDERS.overflow(overflow));
        Reader<Order> slow = new Reader<>();
        channel.signals().subscribe(slow);
        AtomicInteger fast = new AtomicInteger();
        Reader<Order> handshake = new Reader<>();
        channels.channel("orders-" + policy, ORDERS.overflow(Overflow.error().withCapacity(20_000)))
                .signals()
                .doOnNext(signal -> fast.addAndGet(signal instanceof Message<Order> ? 1 : 0))
                .subscribe(handshake);
        await("subscribed", () -> slow.signals.size() == 1 && handshake.signals.size() == 1);
        handshake.request(Long.MAX_VALUE);

        Flux.range(1, 10_000)
                .flatMapSequential(i -> channel.publish(new Order("o", i)), 64)
                .blockLast(PATIENCE);
        await("the fast one has all", () -> fast.get() == 10_000);
        assertThat(slow.signals).hasSize(1);
        slow.request(Long.MAX_VALUE);

        List<Long> expected = new ArrayList<>();
        for (long i = 1; i <= overflow.capacity(); i++) {
            expected.add(overflow.policy() == Overflow.Policy.DROP_OLDEST ? 10_000 - overflow.capacity() + i : i);
        }
        await("what waited", () -> slow.messages().size() == overflow.capacity());
        if (policy.equals("error")) {
            await("the failure", () -> !slow.failures.isEmpty());
            assertThat(slow.failures.get(0)).isInstanceOf(ChannelOverflowException.class);
        } else {
            await("the gap", () -> slow.dropped() == 10_000 - overflow.capacity());
        }
        assertThat(slow.messages()).extracting(Order::total).containsExactlyInAnyOrderElementsOf(expected);
        slow.cancel();
        handshake.cancel();
    }

    /** Between neighbours that are no neighbours there is a gap. */
    @ParameterizedTest(name = "sharded {0}")
    @ValueSource(booleans = {false, true})
    void signalsEveryLossWhileConnectionsAreCut(boolean sharded) throws Exception {
        Channel<Order> channel = channels.channel("orders", sharded ? ORDERS.sharded() : ORDERS);
        Reader<Order> reader = new Reader<>();
        channel.signals().subscribe(reader);
        await("subscribed", () -> reader.signals.size() == 1);
        reader.request(Long.MAX_VALUE);
        AtomicInteger sent = new AtomicInteger();
        Disposable publisher = Flux.interval(Duration.ofMillis(1))
                .onBackpressureDrop()
                .concatMap(
                        tick -> channel.publish(new Order("o", sent.incrementAndGet()))
                                .onErrorComplete(),
                        1)
                .subscribe();
        long cut = 0;
        try (Operator operator = new Operator(redis)) {
            for (int i = 0; i < 8; i++) {
                TimeUnit.MILLISECONDS.sleep(500);
                cut += operator.cutSubscribers(namespace);
            }
        }
        assertThat(cut).isGreaterThanOrEqualTo(8);
        long after = sent.get() + 100;
        await("it is there again", () -> {
            List<Order> messages = reader.messages();
            return messages.get(messages.size() - 1).total() > after;
        });
        publisher.dispose();
        reader.cancel();

        long last = 0;
        boolean gap = false;
        int gaps = 0;
        for (ChannelSignal<Order> signal : reader.signals.subList(1, reader.signals.size())) {
            if (signal instanceof Message<Order> message) {
                long number = message.payload().total();
                assertThat(number).isGreaterThan(last);
                assertThat(number == last + 1 || gap)
                        .as("%d after %d", number, last)
                        .isTrue();
                last = number;
                gap = false;
            } else {
                assertThat(signal).isEqualTo(new Gap<>(java.util.Set.of(Cause.CONNECTION_LOST), 0));
                gap = true;
                gaps++;
            }
        }
        assertThat(gaps).isBetween(6, 16);
        assertThat(reader.failures).isEmpty();
    }

    @Test
    void endsWithTheContext() {
        channels.channel("orders", ORDERS)
                .signals()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .then(() -> cress.closeLater().block())
                .expectError(RedisUnavailableException.class)
                .verify(PATIENCE);
    }

    @Test
    void leavesNoSubscriptionBehind() throws Exception {
        if (redis.topology() == RedisTopology.CLUSTER) {
            return; // subscribers of a channel are counted by node
        }
        Channel<Order> channel = channels.channel("orders", ORDERS);
        for (int i = 0; i < 30; i++) {
            Disposable subscription = channel.signals().subscribe();
            TimeUnit.MILLISECONDS.sleep(i % 7);
            subscription.dispose();
        }
        await("nobody", () -> channel.publish(new Order("1", 1)).block() == 0);
    }
}
