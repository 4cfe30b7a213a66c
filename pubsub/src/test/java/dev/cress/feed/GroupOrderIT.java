package dev.cress.feed;

import static dev.cress.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.feed.GroupSignal.Buried;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** What waits for an event that fails, and that it is buried once. */
@RedisTest
class GroupOrderIT {

    interface Accounts extends ReactiveRepository<Account, String>, ChangeFeed<Account> {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisEnvironment redis;
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<GroupSignal> signals = new CopyOnWriteArrayList<>();
    private String namespace;
    private Cress cress;
    private Accounts accounts;

    GroupOrderIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        namespace = redis.newNamespace();
        handled.clear();
        signals.clear();
        cress = open(UnaryOperator.identity());
        accounts = cress.repository(Accounts.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private Cress open(UnaryOperator<RedisExecutor> executor) {
        return Cress.connect(CressOptions.builder(redis.uri())
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .namespace(namespace)
                        .partitions(1)
                        .executor(executor)
                        .build())
                .block();
    }

    private static GroupOptions.Builder options(GroupOrder order) {
        return GroupOptions.builder()
                .start(FeedStart.beginning())
                .lease(Duration.ofMillis(600))
                .order(order)
                .attempts(4, Duration.ofMillis(30), Duration.ofMillis(30));
    }

    /** a, b, a, b, c, whose events are 1 to 5. */
    private void write() {
        for (int n = 1; n <= 5; n++) {
            String id = "ababc".substring(n - 1, n);
            accounts.findById(id)
                    .defaultIfEmpty(Account.of(id, 0))
                    .map(account -> account.withBalance(account.balance() + 1))
                    .flatMap(accounts::save)
                    .block();
        }
    }

    private Disposable run(Accounts by, GroupOptions options, Function<Delivery<Account>, Mono<?>> handler) {
        return by.group("billing", options)
                .run(delivery -> handler.apply(delivery)
                        .doOnSuccess(done -> handled.add(
                                delivery.event().id() + delivery.event().after().get(Account::balance))))
                .subscribe(signals::add, failure -> {});
    }

    /** Fails the first event of a twice. */
    private static Mono<?> failingTwice(Delivery<Account> delivery) {
        boolean fails = delivery.event().id().equals("a")
                && delivery.event().operation() == Operation.CREATED
                && delivery.attempt() < 3;
        return fails ? Mono.error(new IllegalStateException("not yet")) : Mono.empty();
    }

    @Test
    void holdsUpThePartitionOrTheEntity() {
        write();
        Disposable strict = run(accounts, options(GroupOrder.PARTITION).build(), GroupOrderIT::failingTwice);
        await("all five", () -> handled.size() == 5);
        strict.dispose();
        assertThat(handled).containsExactly("a1", "b1", "a2", "b2", "c1");

        handled.clear();
        Disposable parking = accounts.group("others", options(GroupOrder.ENTITY).build())
                .run(delivery -> failingTwice(delivery)
                        .doOnSuccess(done -> handled.add(
                                delivery.event().id() + delivery.event().after().get(Account::balance)))
                        .doFirst(() -> assertThat(delivery.place()).isNull()))
                .subscribe();
        await("all five", () -> handled.size() == 5);
        parking.dispose();
        assertThat(handled).containsExactly("b1", "b2", "c1", "a1", "a2");
        await(
                "no lag",
                () -> accounts.group("others", GroupOptions.defaults()).lag().block() == 0);
    }

    @Test
    void buriesWhatFailsForeverAndGoesOnWithItsEntity() {
        write();
        Disposable parking = run(
                accounts,
                options(GroupOrder.ENTITY).build(),
                delivery -> delivery.event().operation() == Operation.CREATED
                                && delivery.event().id().equals("a")
                        ? Mono.error(new IllegalStateException("never"))
                        : Mono.empty());
        await("all but the one that fails", () -> handled.size() == 4);
        parking.dispose();
        assertThat(handled).containsExactly("b1", "b2", "c1", "a2");
        assertThat(signals).filteredOn(Buried.class::isInstance).hasSize(1);
        assertThat(accounts.group("billing", GroupOptions.defaults())
                        .deadLetters()
                        .collectList()
                        .block())
                .singleElement()
                .satisfies(letter -> assertThat(letter.attempts()).isEqualTo(4));
    }

    /** Every reply to a burial is lost, the first ones after the server has done it: there is one letter for each event, none is handled after it, and the group goes on. */
    @Test
    void buriesOnceThoughRepliesAreLost() {
        write();
        AtomicInteger lost = new AtomicInteger();
        Cress unlucky = open(executor -> new LosingReplies(executor, "feed/bury", lost));
        for (GroupOrder order : GroupOrder.values()) {
            lost.set(0);
            String name = "unlucky_" + order;
            Disposable member = unlucky.repository(Accounts.class)
                    .group(name, options(order).build())
                    .run(delivery -> Mono.error(new RejectedEventException("no", null)))
                    .subscribe();
            ConsumerGroup<Account> group = accounts.group(name, options(order).build());
            await("no lag", () -> group.lag().block() == 0);
            member.dispose();
            assertThat(lost.get()).isGreaterThanOrEqualTo(3);
            assertThat(group.deadLetters()
                            .map(letter -> letter.event().version())
                            .collectList()
                            .block())
                    .hasSize(5)
                    .doesNotHaveDuplicates();
        }
        unlucky.closeLater().block();
    }

    /** Loses every second reply of a script. */
    private record LosingReplies(RedisExecutor delegate, String script, AtomicInteger lost) implements RedisExecutor {

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return delegate.execute(role, request)
                    .flatMap(reply -> request.name().equals(script) && lost.getAndIncrement() % 2 == 0
                            ? Mono.error(new OutcomeUnknownException("lost by the test", new IllegalStateException()))
                            : Mono.just(reply));
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return delegate.executeAll(role, requests);
        }
    }

    /** Members that keep the order of entities, some events of which fail for good, are killed again and again: nothing is lost, and each letter is written once. */
    @Test
    void losesNothingThoughMembersEndWhileEventsWait() {
        Random random = new Random(3);
        Set<String> doomed = ConcurrentHashMap.newKeySet();
        for (int n = 0; n < 120; n++) {
            String id = "e" + random.nextInt(9);
            Account saved = accounts.findById(id)
                    .defaultIfEmpty(Account.of(id, 0))
                    .map(account -> account.withBalance(account.balance() + 1))
                    .flatMap(accounts::save)
                    .block();
            if (n % 10 == 0) {
                doomed.add(saved.version() + ":" + id);
            }
        }
        GroupOptions options = GroupOptions.builder()
                .start(FeedStart.beginning())
                .lease(Duration.ofMillis(150))
                .order(GroupOrder.ENTITY)
                .attempts(2, Duration.ofMillis(15), Duration.ofMillis(15))
                .build();
        Map<String, List<Long>> seen = new ConcurrentHashMap<>();
        ConsumerGroup<Account> group = accounts.group("billing", options);
        for (int round = 0; round < 12; round++) {
            Disposable member = group.run(delivery -> {
                        ChangeEvent<Account> event = delivery.event();
                        if (doomed.contains(delivery.idempotencyKey())) {
                            return Mono.error(new IllegalStateException("doomed"));
                        }
                        seen.computeIfAbsent(event.id(), id -> new CopyOnWriteArrayList<>())
                                .add(event.version());
                        return Mono.delay(Duration.ofMillis(1));
                    })
                    .subscribe();
            LockSupport.parkNanos(40_000_000);
            member.dispose();
        }
        Disposable last = run(accounts, options, delivery -> {
            if (doomed.contains(delivery.idempotencyKey())) {
                return Mono.error(new IllegalStateException("doomed"));
            }
            seen.computeIfAbsent(delivery.event().id(), id -> new CopyOnWriteArrayList<>())
                    .add(delivery.event().version());
            return Mono.empty();
        });
        await("no lag", () -> group.lag().block() == 0);
        last.dispose();

        List<String> letters = group.deadLetters()
                .map(letter -> letter.event().version() + ":" + letter.event().id())
                .collectList()
                .block();
        assertThat(letters).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(doomed);
        Map<String, Set<Long>> expected = new HashMap<>();
        accounts.changes(FeedStart.beginning())
                .take(120)
                .filter(event -> !doomed.contains(event.version() + ":" + event.id()))
                .doOnNext(event -> expected.computeIfAbsent(event.id(), id -> new HashSet<>())
                        .add(event.version()))
                .blockLast(PATIENCE);
        assertThat(seen.keySet()).isEqualTo(expected.keySet());
        seen.forEach((id, versions) -> {
            assertThat(Set.copyOf(versions)).isEqualTo(expected.get(id));
            assertThat(firstTimes(versions)).as("order of %s", id).isSorted();
        });
    }

    private static List<Long> firstTimes(List<Long> versions) {
        return versions.stream().distinct().toList();
    }
}
