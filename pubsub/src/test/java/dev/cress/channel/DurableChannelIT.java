package dev.cress.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.channel.ChannelSignal.Cause;
import dev.cress.channel.ChannelSignal.Gap;
import dev.cress.channel.ChannelSignal.Message;
import dev.cress.channel.ChannelSignal.Subscribed;
import dev.cress.error.StoredDataException;
import dev.cress.line.Operator;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@RedisTest
class DurableChannelIT {

    record Order(String id, long total) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisEnvironment redis;
    private String namespace;
    private Cress cress;
    private DurableChannel<Order> orders;

    DurableChannelIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        namespace = redis.newNamespace();
        cress = Cress.connect(CressOptions.builder(Operator.uri(redis, namespace))
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .namespace(namespace)
                        .build())
                .block();
        orders = orders(1_000);
    }

    private DurableChannel<Order> orders(long retention) {
        return Channels.of(cress).durable("orders", ChannelOptions.json(Order.class), retention);
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private void publish(DurableChannel<Order> channel, int from, int to) {
        Flux.range(from, to - from + 1)
                .flatMapSequential(i -> channel.publish(new Order("o", i)), 64)
                .blockLast(PATIENCE);
    }

    @Test
    void deliversWhatIsPublishedFromNowOn() {
        publish(orders, 1, 3);
        StepVerifier.create(orders.signals())
                .assertNext(signal -> assertThat(signal).isInstanceOf(Subscribed.class))
                .then(() -> publish(orders, 4, 5))
                .assertNext(signal ->
                        assertThat(((Message<Order>) signal).payload()).isEqualTo(new Order("o", 4)))
                .assertNext(signal ->
                        assertThat(((Message<Order>) signal).payload()).isEqualTo(new Order("o", 5)))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void readsAgainFromAnyPlace() {
        publish(orders, 1, 600);
        List<ChannelSignal<Order>> all =
                orders.signalsFromBeginning().take(601).collectList().block(PATIENCE);
        Message<Order> middle = (Message<Order>) all.get(300);
        assertThat(middle.payload().total()).isEqualTo(300);

        List<ChannelSignal<Order>> rest =
                orders.signalsAfter(middle.position()).take(301).collectList().block(PATIENCE);
        assertThat(rest.subList(1, 301)).isEqualTo(all.subList(301, 601));
        assertThatThrownBy(() -> orders.signalsAfter("nowhere")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsNothingThatIsNotAskedFor() {
        publish(orders, 1, 50);
        StepVerifier.create(orders.signalsFromBeginning(), 0)
                .thenAwait(Duration.ofMillis(100))
                .thenRequest(3)
                .expectNextCount(3)
                .thenRequest(48)
                .expectNextCount(48)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void losesNothingWhileConnectionsAreCut() throws Exception {
        List<Long> received = new CopyOnWriteArrayList<>();
        List<ChannelSignal<Order>> others = new CopyOnWriteArrayList<>();
        Disposable subscription = orders.signals().subscribe(signal -> {
            if (signal instanceof Message<Order> message) {
                received.add(message.payload().total());
            } else {
                others.add(signal);
            }
        });
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (others.isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        Set<Long> acknowledged = java.util.concurrent.ConcurrentHashMap.newKeySet();
        AtomicInteger sent = new AtomicInteger();
        Disposable publisher = Flux.interval(Duration.ofMillis(4))
                .onBackpressureDrop()
                .concatMap(
                        tick -> {
                            long number = sent.incrementAndGet();
                            return orders.publish(new Order("o", number))
                                    .doOnNext(receivers -> acknowledged.add(number))
                                    .onErrorComplete();
                        },
                        1)
                .subscribe();
        long cut = 0;
        try (Operator operator = new Operator(redis)) {
            for (int i = 0; i < 8; i++) {
                TimeUnit.MILLISECONDS.sleep(250);
                cut += i % 2 == 0 ? operator.cutSubscribers(namespace) : operator.cutCommands(namespace);
            }
        }
        assertThat(cut).isGreaterThanOrEqualTo(8);
        publisher.dispose();
        TimeUnit.MILLISECONDS.sleep(300);
        while (!received.containsAll(acknowledged)) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        subscription.dispose();
        assertThat(received).isSorted().doesNotHaveDuplicates();
        assertThat(others).hasSize(1);
        assertThat(acknowledged).hasSizeGreaterThan(50);
    }

    @Test
    void saysWhatIsKeptNoMore() {
        publish(orders, 1, 5);
        List<ChannelSignal<Order>> first =
                orders.signalsFromBeginning().take(3).collectList().block(PATIENCE);
        String second = ((Message<Order>) first.get(2)).position();
        publish(orders(10), 6, 900);

        List<ChannelSignal<Order>> rest =
                orders.signalsAfter(second).take(3).collectList().block(PATIENCE);
        Gap<Order> gap = (Gap<Order>) rest.get(1);
        assertThat(gap.causes()).containsExactly(Cause.TRIMMED);
        assertThat(((Message<Order>) rest.get(2)).payload().total()).isEqualTo(3 + gap.dropped());
        assertThat(orders.signalsFromBeginning().skip(1).blockFirst(PATIENCE)).isInstanceOf(Message.class);
    }

    @Test
    void saysThatHistoryWasLost() {
        publish(orders, 1, 5);
        StepVerifier.create(orders.signals())
                .expectNextCount(1)
                .then(this::deleteStream)
                .then(() -> publish(orders, 6, 7))
                .expectNext(new Gap<>(Set.of(Cause.REWOUND), 0))
                .assertNext(signal ->
                        assertThat(((Message<Order>) signal).payload().total()).isEqualTo(6))
                .assertNext(signal ->
                        assertThat(((Message<Order>) signal).payload().total()).isEqualTo(7))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void refusesAKeyOfAnotherType() {
        try (Operator operator = new Operator(redis)) {
            operator.commands().set(namespace + "::orders", "foreign");
        }
        orders.publish(new Order("o", 1)).as(StepVerifier::create).verifyError(StoredDataException.class);
    }

    private void deleteStream() {
        try (Operator operator = new Operator(redis)) {
            operator.deleteEverything(namespace);
        }
    }
}
