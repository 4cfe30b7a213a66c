package dev.cress.feed;

import static dev.cress.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.error.RedisDataException;
import dev.cress.key.KeyLayout;
import dev.cress.key.Partitioning;
import dev.cress.line.Operator;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** Feeds beside writers that never rest, on connections that are cut, with readers that stop, stall and come back. */
@RedisTest
class FeedFaultsIT {

    interface Accounts extends ReactiveRepository<Account, String>, ChangeFeed<Account> {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int RESTARTS = Integer.getInteger("cress.kills", 50);

    private final RedisEnvironment redis;
    private final List<Cress> open = new CopyOnWriteArrayList<>();
    private String namespace;

    FeedFaultsIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void takeANamespace() {
        namespace = redis.newNamespace();
    }

    @AfterEach
    void close() {
        open.forEach(cress -> cress.closeLater().block());
    }

    private Accounts connect(int partitions) {
        Cress cress = Cress.connect(CressOptions.builder(Operator.uri(redis, namespace))
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .namespace(namespace)
                        .partitions(partitions)
                        .build())
                .block();
        open.add(cress);
        return cress.repository(Accounts.class);
    }

    /** What a write was told, by entity and version. */
    private record Write(String id, long version) {}

    /** Writes some entities again and again until it is closed, and keeps what was acknowledged. */
    private static final class Writer implements AutoCloseable {

        private final Set<Write> acknowledged = ConcurrentHashMap.newKeySet();
        private final Thread thread;
        private volatile boolean stopped;

        private Writer(Accounts accounts, String prefix, int pauseMillis) {
            thread = new Thread(() -> {
                Map<String, Account> known = new HashMap<>();
                for (int i = 0; !stopped; i++) {
                    String id = prefix + i % 11;
                    try {
                        Account before = known.getOrDefault(id, Account.of(id, -1));
                        Account saved = accounts.save(before.withBalance(i)).block();
                        acknowledged.add(new Write(id, saved.version()));
                        known.put(id, saved);
                        TimeUnit.MILLISECONDS.sleep(pauseMillis);
                    } catch (RedisDataException e) {
                        reread(accounts, id, known);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            thread.start();
        }

        private static void reread(Accounts accounts, String id, Map<String, Account> known) {
            try {
                known.put(id, accounts.findById(id).blockOptional().orElse(Account.of(id, -1)));
            } catch (RedisDataException e) {
                known.remove(id);
            }
        }

        @Override
        public void close() throws InterruptedException {
            stopped = true;
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static Set<Write> writes(List<ChangeEvent<Account>> events) {
        return events.stream()
                .map(event -> new Write(event.id(), event.version()))
                .collect(Collectors.toSet());
    }

    private static void isCompleteAndInOrder(List<ChangeEvent<Account>> events, Set<Write> acknowledged) {
        assertThat(writes(events)).containsAll(acknowledged);
        Map<String, Long> versions = new HashMap<>();
        for (ChangeEvent<Account> event : events) {
            Long before = versions.put(event.id(), event.version());
            assertThat(before == null || before < event.version())
                    .as("%s after %s", event, before)
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 16})
    void losesNothingWhileConnectionsAreCut(int partitions) throws Exception {
        Accounts accounts = connect(partitions);
        List<ChangeEvent<Account>> events = new CopyOnWriteArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        ResumeToken start = accounts.position().block();
        Disposable subscription = accounts.changes(FeedStart.after(start)).subscribe(events::add, failures::add);
        Writer first = new Writer(accounts, "a", 2);
        Writer second = new Writer(connect(partitions), "b", 2);

        long cut = 0;
        try (Operator operator = new Operator(redis)) {
            for (int i = 0; i < 8; i++) {
                TimeUnit.MILLISECONDS.sleep(300);
                cut += i % 2 == 0 ? operator.cutSubscribers(namespace) : operator.cutCommands(namespace);
            }
        }
        assertThat(cut).isGreaterThanOrEqualTo(8);
        first.close();
        second.close();

        Set<Write> acknowledged = new java.util.HashSet<>(first.acknowledged);
        acknowledged.addAll(second.acknowledged);
        assertThat(acknowledged).hasSizeGreaterThan(100);
        await("all events", () -> !failures.isEmpty() || writes(events).containsAll(acknowledged));
        subscription.dispose();
        assertThat(failures).isEmpty();
        isCompleteAndInOrder(events, acknowledged);
    }

    @Test
    void hearsEachDoorbellOnceAndAtItsNodeHoweverOftenItIsCut() throws Exception {
        Accounts accounts = connect(4);
        List<ChangeEvent<Account>> events = new CopyOnWriteArrayList<>();
        Disposable first = accounts.changes().subscribe(events::add);
        List<Disposable> others = new ArrayList<>();
        KeyLayout keys = new KeyLayout(namespace, "account", new Partitioning(4), List.of());
        List<String> bells = IntStream.range(0, 4)
                .mapToObj(p -> keys.partition(p).doorbell())
                .toList();
        try (Operator operator = new Operator(redis)) {
            await("a subscription", () -> operator.subscribers(bells.get(0)) > 0);
            long cut = 0;
            for (int i = 0; i < 10; i++) {
                cut += operator.cutSubscribers(namespace);
                others.add(accounts.changes().subscribe());
            }
            assertThat(cut).isPositive();
            others.forEach(Disposable::dispose);
            for (String bell : bells) {
                await(
                        "one subscription, where it rings",
                        () -> operator.subscribers(bell) == 1 && operator.subscribersAtItsNode(bell) == 1);
            }
        }
        accounts.save(Account.of("1", 1)).block();
        await("an event", () -> !events.isEmpty());
        first.dispose();
    }

    @Test
    void beginsAnewWithEachSubscription() {
        Accounts accounts = connect(4);
        accounts.saveAll(IntStream.range(0, 60)
                        .mapToObj(i -> Account.of("a" + i, i))
                        .toList())
                .blockLast();
        Flux<ChangeEvent<Account>> changes = accounts.changes(FeedStart.beginning());

        for (int i = 0; i < 3; i++) {
            List<ChangeEvent<Account>> events = changes.take(60).collectList().block(PATIENCE);
            assertThat(writes(events)).hasSize(60);
        }
        List<List<ChangeEvent<Account>>> both = Flux.merge(
                        changes.take(60).collectList(), changes.take(60).collectList())
                .collectList()
                .block(PATIENCE);
        assertThat(both)
                .hasSize(2)
                .allSatisfy(events -> assertThat(writes(events)).hasSize(60));
    }

    @Test
    void letsASlowSubscriberDelayNobody() throws Exception {
        Accounts accounts = connect(16);
        ResumeToken start = accounts.position().block();
        List<ChangeEvent<Account>> slowEvents = Collections.synchronizedList(new ArrayList<>());
        BaseSubscriber<ChangeEvent<Account>> slow = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(ChangeEvent<Account> event) {
                slowEvents.add(event);
            }
        };
        accounts.changes(FeedStart.after(start)).subscribe(slow);

        List<Account> saved = accounts.saveAll(IntStream.range(0, 800)
                        .mapToObj(i -> Account.of("a" + i, i))
                        .toList())
                .collectList()
                .block();
        List<ChangeEvent<Account>> fast =
                accounts.changes(FeedStart.after(start)).take(800).collectList().block(PATIENCE);

        assertThat(writes(fast)).hasSize(800);
        await("the one event asked for", () -> slowEvents.size() == 1);
        TimeUnit.MILLISECONDS.sleep(50);
        assertThat(slowEvents).hasSize(1);
        slow.request(799);
        await("the other events", () -> slowEvents.size() == 800);
        slow.cancel();
        isCompleteAndInOrder(
                slowEvents,
                saved.stream()
                        .map(account -> new Write(account.id(), account.version()))
                        .collect(Collectors.toSet()));
    }

    /** Looking once a second alone would take half a second in the middle. */
    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 16})
    void hearsOfWritesOfOtherInstancesAtOnce(int partitions) throws Exception {
        Accounts reader = connect(partitions);
        Accounts writer = connect(partitions);
        Map<String, Long> arrivals = new ConcurrentHashMap<>();
        Disposable subscription = reader.changes().subscribe(event -> arrivals.put(event.id(), System.nanoTime()));
        for (int i = 0; arrivals.isEmpty(); i++) {
            writer.save(Account.of("warm-up" + i, 1)).block();
            TimeUnit.MILLISECONDS.sleep(100);
        }

        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            String id = "a" + i;
            long written = System.nanoTime();
            writer.save(Account.of(id, i)).block();
            await("event of " + id, () -> arrivals.containsKey(id));
            delays.add(TimeUnit.NANOSECONDS.toMillis(arrivals.get(id) - written));
        }
        subscription.dispose();

        Collections.sort(delays);
        assertThat(delays.get(delays.size() / 2)).as("median of %s ms", delays).isLessThan(200);
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 16})
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void goesOnFromItsLastTokenAgainAndAgain(int partitions) throws Exception {
        Accounts accounts = connect(partitions);
        Random random = new Random(50);
        ResumeToken token = accounts.position().block();
        List<ChangeEvent<Account>> events = new ArrayList<>();
        Writer writer = new Writer(accounts, "a", 1);
        for (int restart = 0; restart < RESTARTS; restart++) {
            List<ChangeEvent<Account>> some = accounts.changes(FeedStart.after(ResumeToken.parse(token.toString())))
                    .take(1 + random.nextInt(20))
                    .collectList()
                    .block(PATIENCE);
            events.addAll(some);
            token = some.get(some.size() - 1).token();
        }
        writer.close();
        ResumeToken end = accounts.position().block();
        while (!token.equals(end)) {
            ChangeEvent<Account> event =
                    accounts.changes(FeedStart.after(token)).blockFirst(PATIENCE);
            events.add(event);
            token = event.token();
            if (events.size() % 16 == 0) {
                List<ChangeEvent<Account>> more = accounts.changes(FeedStart.after(token))
                        .take(Duration.ofMillis(400))
                        .collectList()
                        .block(PATIENCE);
                events.addAll(more);
                token = more.isEmpty() ? token : more.get(more.size() - 1).token();
            }
        }

        assertThat(events).hasSize(writer.acknowledged.size());
        isCompleteAndInOrder(events, writer.acknowledged);
    }

    @Test
    void forgetsReadersThatHaveGone() throws Exception {
        Accounts accounts = connect(4);
        for (int i = 0; i < 20; i++) {
            Disposable subscription = accounts.changes().subscribe();
            TimeUnit.MILLISECONDS.sleep(i);
            subscription.dispose();
        }
        accounts.saveAll(List.of(Account.of("1", 1))).blockLast();
        accounts.changes(FeedStart.beginning()).take(1).blockLast(PATIENCE);

        Collection<?> lines = lines(accounts);
        assertThat(lines).hasSize(redis.topology() == RedisTopology.CLUSTER ? 3 : 1);
        for (Object line : lines) {
            Map<?, ?> topics = (Map<?, ?>) field(line, "topics");
            await("no reader", topics::isEmpty);
        }
    }

    /** Behind the proxy's fragment: what nobody but a test wants to know. */
    private static Collection<?> lines(Accounts accounts) throws ReflectiveOperationException {
        Object handler = java.lang.reflect.Proxy.getInvocationHandler(accounts);
        for (Object target : ((Map<?, ?>) field(handler, "targets")).values()) {
            if (target instanceof DefaultChangeFeed<?> feed) {
                Object doorbell = ((java.util.concurrent.atomic.AtomicReference<?>) field(feed, "doorbell")).get();
                return ((Map<?, ?>) field(field(doorbell, "lines"), "byNode")).values();
            }
        }
        throw new AssertionError("no feed");
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        java.lang.reflect.Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
