package dev.cress.feed;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.line.Operator;
import dev.cress.query.Query;
import dev.cress.query.Queryable;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

@RedisTest
class LiveQueryIT {

    interface Accounts extends ReactiveRepository<Account, String>, Queryable<Account>, ChangeFeed<Account> {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisEnvironment redis;
    private final Random random = new Random(5);
    private String namespace;
    private Cress cress;
    private Accounts accounts;

    LiveQueryIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        namespace = redis.newNamespace();
        cress = Cress.connect(CressOptions.builder(Operator.uri(redis, namespace))
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .namespace(namespace)
                        .partitions(4)
                        .build())
                .block();
        accounts = cress.repository(Accounts.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    /** The result as a subscriber knows it. */
    private static final class Folded {
        private final List<Account> list = Collections.synchronizedList(new ArrayList<>());
        private final List<LiveSignal<Account>> signals = new CopyOnWriteArrayList<>();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();

        private void take(LiveSignal<Account> signal) {
            LiveWindowTests.fold(list, signal);
            signals.add(signal);
        }

        private List<Account> result() {
            synchronized (list) {
                return List.copyOf(list);
            }
        }
    }

    private void change(int writes) {
        for (int i = 0; i < writes; i++) {
            String id = "a" + random.nextInt(60);
            if (random.nextInt(4) == 0) {
                accounts.deleteById(id).block();
            } else {
                long balance = random.nextInt(100);
                accounts.findById(id)
                        .map(account -> random.nextInt(4) == 0
                                ? account.withNote("n" + balance)
                                : account.withBalance(balance).withOwner(random.nextBoolean() ? "ada" : null))
                        .defaultIfEmpty(Account.of(id, balance))
                        .flatMap(accounts::save)
                        .block();
            }
        }
    }

    private static void becomes(Folded folded, Query<Account> query, boolean ordered) throws InterruptedException {
        List<Account> answer = query.all().collectList().block(PATIENCE);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!same(folded.result(), answer, ordered) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(folded.failures).isEmpty();
        if (ordered) {
            assertThat(folded.result()).isEqualTo(answer);
        } else {
            assertThat(folded.result()).containsExactlyInAnyOrderElementsOf(answer);
        }
    }

    private static boolean same(List<Account> a, List<Account> b, boolean ordered) {
        return ordered ? a.equals(b) : a.size() == b.size() && new HashSet<>(a).equals(new HashSet<>(b));
    }

    @Test
    void equalsItsQueryWheneverNothingIsWritten() throws Exception {
        change(50);
        Query<Account> top =
                accounts.query().orderBy(Account::balance).descending().limit(10);
        Query<Account> some = accounts.query()
                .where(Account::balance)
                .between(20, 60)
                .and(Account::owner)
                .is("ada")
                .orderBy(Account::balance)
                .ascending();
        Query<Account> nobodys = accounts.query().matching(where(Account::owner).isNull());
        Folded topFolded = new Folded();
        Folded someFolded = new Folded();
        Folded nobodysFolded = new Folded();
        Disposable all = reactor.core.Disposables.composite(
                accounts.live(top).subscribe(topFolded::take, topFolded.failures::add),
                accounts.live(some).subscribe(someFolded::take, someFolded.failures::add),
                accounts.live(nobodys).subscribe(nobodysFolded::take, nobodysFolded.failures::add));
        for (int round = 0; round < 20; round++) {
            change(30);
            becomes(topFolded, top, true);
            becomes(someFolded, some, true);
            becomes(nobodysFolded, nobodys, false);
        }
        all.dispose();
        assertThat(topFolded.signals.get(0)).isInstanceOf(LiveSignal.Ready.class);
        assertThat(topFolded.signals).hasAtLeastOneElementOfType(LiveSignal.Entered.class);
        assertThat(topFolded.signals).hasAtLeastOneElementOfType(LiveSignal.Moved.class);
        assertThat(topFolded.signals).hasAtLeastOneElementOfType(LiveSignal.Left.class);
        assertThat(topFolded.signals).hasAtLeastOneElementOfType(LiveSignal.Updated.class);
    }

    @Test
    void survivesCutConnectionsAndTrimmedEvents() throws Exception {
        change(50);
        Query<Account> top =
                accounts.query().orderBy(Account::balance).ascending().limit(5);
        Folded folded = new Folded();
        Disposable live = accounts.live(top).subscribe(folded::take, folded.failures::add);
        try (Operator operator = new Operator(redis)) {
            becomes(folded, top, true);
            for (int round = 0; round < 5; round++) {
                long end = System.nanoTime() + PATIENCE.toNanos();
                while (operator.cutSubscribers(namespace) == 0) {
                    assertThat(System.nanoTime())
                            .as("there is a connection to cut")
                            .isLessThan(end);
                }
                change(40);
                accounts.trim(Retention.ofCount(0)).block();
                becomes(folded, top, true);
            }
        }
        live.dispose();
    }

    /** A subscriber that asks for nothing holds nothing but its result, and gets the last states only. */
    @Test
    void givesASlowSubscriberFewerStates() throws Exception {
        accounts.saveAll(IntStream.range(0, 5)
                        .mapToObj(i -> Account.of("a" + i, i))
                        .toList())
                .blockLast();
        Query<Account> all = accounts.query().orderBy(Account::balance).ascending();
        Folded folded = new Folded();
        BaseSubscriber<LiveSignal<Account>> slow = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(LiveSignal<Account> signal) {
                folded.take(signal);
            }
        };
        accounts.live(all).subscribe(slow);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (folded.signals.isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        for (int i = 0; i < 200; i++) {
            long balance = i;
            accounts.findById("a" + i % 5)
                    .map(account -> account.withBalance(balance))
                    .flatMap(accounts::save)
                    .block();
        }
        assertThat(folded.signals).hasSize(1);
        slow.request(Long.MAX_VALUE);
        becomes(folded, all, true);
        assertThat(folded.signals).hasSizeLessThan(30);
        slow.cancel();
    }

    @Test
    void refusesAWindowWithoutAnOrder() {
        accounts.live(accounts.query().limit(3)).as(StepVerifier::create).verifyError(InvalidQueryException.class);
    }
}
