package dev.cress.feed;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.line.Operator;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Where feeds begin, what they let through, and what they do about losses. */
@Order(0)
@RedisTest
class FeedIT {

    interface Accounts extends ReactiveRepository<Account, String>, ChangeFeed<Account> {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisEnvironment redis;
    private String namespace;
    private Cress cress;
    private Accounts accounts;

    FeedIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        namespace = redis.newNamespace();
        cress = Cress.connect(options(4).build()).block();
        accounts = cress.repository(Accounts.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private CressOptions.Builder options(int partitions) {
        return CressOptions.builder(redis.uri())
                .commandTimeout(PATIENCE)
                .operationDeadline(PATIENCE)
                .namespace(namespace)
                .partitions(partitions);
    }

    private void saveAccounts(int from, int to) {
        accounts.saveAll(IntStream.range(from, to)
                        .mapToObj(i -> Account.of("a" + i, i))
                        .toList())
                .blockLast();
    }

    @Test
    void beginsAtATime() throws Exception {
        saveAccounts(0, 20);
        TimeUnit.MILLISECONDS.sleep(20);
        Instant between = Instant.now();
        TimeUnit.MILLISECONDS.sleep(20);
        saveAccounts(20, 50);

        List<ChangeEvent<Account>> events =
                accounts.changes(FeedStart.at(between)).take(30).collectList().block(PATIENCE);
        assertThat(events)
                .extracting(event -> event.after().get(Account::balance))
                .allMatch(b -> b >= 20);
        assertThat(accounts.changes(FeedStart.at(Instant.EPOCH))
                        .take(50)
                        .count()
                        .block(PATIENCE))
                .isEqualTo(50);
        Instant exactly = events.get(29).timestamp();
        assertThat(accounts.changes(FeedStart.at(exactly)).blockFirst(PATIENCE).version())
                .isEqualTo(events.get(29).version());
        accounts.changes(FeedStart.at(Instant.now().plusSeconds(3_600)))
                .as(StepVerifier::create)
                .thenAwait(Duration.ofMillis(300))
                .then(() -> saveAccounts(50, 51))
                .expectNextMatches(event -> event.id().equals("a50"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void saysThatATimeIsNotKeptAnyMore() {
        saveAccounts(0, 40);
        assertThat(accounts.trim(Retention.ofCount(2)).block()).isBetween(30L, 38L);

        accounts.changes(FeedStart.at(Instant.EPOCH))
                .as(StepVerifier::create)
                .verifyError(ResumeTokenExpiredException.class);
    }

    @Test
    void trimsByAge() throws Exception {
        ResumeToken before = accounts.position().block();
        saveAccounts(0, 40);
        ResumeToken middle = accounts.position().block();
        TimeUnit.MILLISECONDS.sleep(1_100);
        saveAccounts(40, 60);

        assertThat(accounts.trim(Retention.ofAge(Duration.ofSeconds(1))).block())
                .isEqualTo(40);
        assertThat(accounts.changes(FeedStart.after(middle)).take(20).count().block(PATIENCE))
                .isEqualTo(20);
        accounts.changes(FeedStart.after(before)).as(StepVerifier::create).verifyErrorSatisfies(error -> {
            ResumeTokenExpiredException expired = (ResumeTokenExpiredException) error;
            assertThat(expired.from()).isEqualTo(1);
            assertThat(expired.to()).isBetween(1L, 40L);
        });
        assertThat(accounts.trim(Retention.ofAge(Duration.ZERO)).block()).isEqualTo(20);
    }

    @Test
    void letsThroughWhatIsWantedAndTellsWhereItIs() {
        ResumeToken start = accounts.position().block();
        saveAccounts(0, 10);
        Account rich = accounts.findById("a9").block();
        accounts.save(rich.withBalance(900)).block();
        accounts.deleteById("a1").block();

        Feed<Account> feed = accounts.feed().from(FeedStart.after(start));
        assertThat(feed.operations(Operation.DELETED)
                        .events()
                        .blockFirst(PATIENCE)
                        .id())
                .isEqualTo("a1");
        assertThat(feed.operations(Operation.UPDATED)
                        .changed(Account::balance)
                        .before(where(Account::balance).is(9))
                        .after(where(Account::balance).greaterThan(100))
                        .events()
                        .blockFirst(PATIENCE)
                        .id())
                .isEqualTo("a9");
        ResumeToken end = accounts.position().block();
        List<FeedSignal<Account>> progress = feed.after(where(Account::balance).is(-1))
                .signals()
                .takeUntil(signal -> signal instanceof FeedSignal.Progress<Account> p
                        && p.token().equals(end))
                .collectList()
                .block(PATIENCE);
        assertThat(progress).hasSizeLessThan(12).noneMatch(FeedSignal.Change.class::isInstance);
    }

    /** A map that a snapshot and the changes after it build, checked against what is stored. */
    private static final class Copy {
        private final Map<String, Account> rows = new HashMap<>();
        private final Map<String, Long> balances = new TreeMap<>();
        private final Map<String, Long> versions = new HashMap<>();
        private int finished;

        private void apply(FeedSignal<Account> signal) {
            if (signal instanceof FeedSignal.SnapshotStarted<Account>) {
                balances.clear();
                versions.clear();
            } else if (signal instanceof FeedSignal.SnapshotFinished<Account>) {
                finished++;
            } else if (signal instanceof FeedSignal.Change<Account> change) {
                apply(change.event());
            }
        }

        private void apply(ChangeEvent<Account> event) {
            assertThat(event.version())
                    .as("%s %s", event.operation(), event.id())
                    .isGreaterThan(versions.getOrDefault(event.id(), 0L));
            versions.put(event.id(), event.version());
            if (event.operation() == Operation.DELETED) {
                assertThat(balances.remove(event.id())).isNotNull();
                return;
            }
            if (event.operation() == Operation.READ) {
                rows.put(event.id(), event.after().entity().orElseThrow());
                assertThat(event.after().entity().orElseThrow().balance())
                        .isEqualTo(event.after().get(Account::balance));
            }
            Long old = event.before().get(Account::balance);
            if (old != null) {
                assertThat(balances).containsEntry(event.id(), old);
            }
            Long now = event.after().get(Account::balance);
            if (now != null) {
                balances.put(event.id(), now);
            }
        }
    }

    private Map<String, Long> stored() {
        Map<String, Long> stored = new TreeMap<>();
        accounts.findAll()
                .doOnNext(account -> stored.put(account.id(), account.balance()))
                .blockLast(PATIENCE);
        return stored;
    }

    @Test
    void givesAllEntitiesThenWhatHappens() {
        saveAccounts(0, 700);
        StepVerifier.create(accounts.feed().from(FeedStart.snapshot()).signals())
                .expectNextMatches(FeedSignal.Subscribed.class::isInstance)
                .expectNextMatches(FeedSignal.SnapshotStarted.class::isInstance)
                .expectNextCount(700)
                .expectNextMatches(FeedSignal.SnapshotFinished.class::isInstance)
                .then(() -> saveAccounts(700, 701))
                .expectNextMatches(
                        signal -> ((FeedSignal.Change<Account>) signal).event().operation() == Operation.CREATED)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void finishesASnapshotOfNothing() {
        StepVerifier.create(accounts.feed().from(FeedStart.snapshot()).signals())
                .expectNextCount(2)
                .expectNextMatches(FeedSignal.SnapshotFinished.class::isInstance)
                .thenCancel()
                .verify(PATIENCE);
    }

    /** Random saves and deletes all the while: no row and no change is missing or comes twice, whatever the interleaving. */
    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 8})
    void hasNoGapBetweenSnapshotAndChanges(int partitions) throws Exception {
        for (int round = 0; round < 3; round++) {
            namespace = redis.newNamespace();
            Cress other = Cress.connect(options(partitions).build()).block();
            accounts = other.repository(Accounts.class);
            saveAccounts(0, 600);
            WriterThread writer = new WriterThread(accounts, round);
            writer.setDaemon(true);
            writer.start();
            Copy copy = new Copy();
            List<ChangeEvent<Account>> after = new ArrayList<>();
            accounts.feed()
                    .from(FeedStart.snapshot())
                    .signals()
                    .doOnNext(copy::apply)
                    .takeUntil(signal -> {
                        if (signal instanceof FeedSignal.SnapshotFinished<Account>) {
                            writer.finish();
                        }
                        if (signal instanceof FeedSignal.Change<Account> change && copy.finished > 0) {
                            after.add(change.event());
                        }
                        return copy.finished > 0
                                && writer.done
                                && signal instanceof FeedSignal.Change<Account> change
                                && change.event().id().equals("last");
                    })
                    .limitRate(50)
                    .blockLast(PATIENCE);
            ResumeToken end = accounts.position().block();
            List<ChangeEvent<Account>> rest = accounts.changes(
                            FeedStart.after(after.get(after.size() - 1).token()))
                    .take(Duration.ofMillis(after.get(after.size() - 1).token().equals(end) ? 1 : 500))
                    .collectList()
                    .block(PATIENCE);
            rest.forEach(copy::apply);
            assertThat(copy.balances).as("round %d", round).isEqualTo(stored());
            assertThat(copy.finished).isEqualTo(1);
            other.closeLater().block();
        }
    }

    private static final class WriterThread extends Thread {
        private final Accounts accounts;
        private final Random random;
        private volatile boolean stopped;
        private volatile boolean done;
        private int writes;

        private WriterThread(Accounts accounts, int seed) {
            this.accounts = accounts;
            this.random = new Random(seed);
        }

        @Override
        public void run() {
            while (!stopped || writes < 100) {
                String id = "a" + random.nextInt(700);
                if (random.nextInt(4) == 0) {
                    accounts.deleteById(id).block();
                } else {
                    long balance = random.nextInt(1_000);
                    accounts.findById(id)
                            .map(account -> account.withBalance(balance))
                            .defaultIfEmpty(Account.of(id, balance))
                            .flatMap(accounts::save)
                            .block();
                }
                writes++;
            }
            done = true;
            accounts.save(Account.of("last", 1)).block();
        }

        private void finish() {
            stopped = true;
        }
    }

    @Test
    void goesOnInTheMiddleOfASnapshot() {
        saveAccounts(0, 300);
        Map<String, Long> seen = new TreeMap<>();
        FeedStart start = FeedStart.snapshot();
        Random random = new Random(3);
        boolean finished = false;
        int restarts = 0;
        while (!finished) {
            List<FeedSignal<Account>> some = accounts.feed()
                    .from(start)
                    .signals()
                    .filter(signal -> signal instanceof FeedSignal.Change<Account>
                            || signal instanceof FeedSignal.SnapshotFinished<Account>)
                    .take(1 + random.nextInt(20))
                    .takeUntil(FeedSignal.SnapshotFinished.class::isInstance)
                    .collectList()
                    .block(PATIENCE);
            for (FeedSignal<Account> signal : some) {
                if (signal instanceof FeedSignal.Change<Account> change) {
                    ChangeEvent<Account> event = change.event();
                    assertThat(event.operation()).isEqualTo(Operation.READ);
                    assertThat(seen.put(event.id(), event.after().get(Account::balance)))
                            .isNull();
                    start = FeedStart.after(ResumeToken.parse(event.token().toString()));
                } else {
                    finished = true;
                }
            }
            restarts++;
        }
        assertThat(restarts).isGreaterThan(10);
        assertThat(seen).isEqualTo(stored());
    }

    @Test
    void signalsAGapAndGoesOn() {
        ResumeToken start = accounts.position().block();
        saveAccounts(0, 40);
        accounts.trim(Retention.ofCount(3)).block();

        List<FeedSignal<Account>> signals = accounts.feed()
                .from(FeedStart.after(start))
                .onLoss(LossPolicy.SIGNAL)
                .signals()
                .take(1 + 4 + 12)
                .collectList()
                .block(PATIENCE);
        assertThat(signals).filteredOn(FeedSignal.Gap.class::isInstance).hasSize(4);
        assertThat(signals).filteredOn(FeedSignal.Change.class::isInstance).hasSize(12);
        long missing = signals.stream()
                .mapToLong(signal -> signal instanceof FeedSignal.Gap<Account> gap ? gap.to() - gap.from() + 1 : 0)
                .sum();
        assertThat(missing).isEqualTo(28);
        assertThat(accounts.feed()
                        .from(FeedStart.after(start))
                        .onLoss(LossPolicy.SIGNAL)
                        .events()
                        .take(12)
                        .count()
                        .block(PATIENCE))
                .isEqualTo(12);
    }

    @Test
    void readsEverythingAnewAfterEverythingWasLost() {
        saveAccounts(0, 30);
        Copy copy = new Copy();
        List<FeedSignal<Account>> losses = new ArrayList<>();
        accounts.feed()
                .from(FeedStart.snapshot())
                .onLoss(LossPolicy.SNAPSHOT)
                .signals()
                .doOnNext(signal -> {
                    copy.apply(signal);
                    if (signal instanceof FeedSignal.Rewound<Account>) {
                        losses.add(signal);
                    }
                    if (signal instanceof FeedSignal.SnapshotFinished<Account> && copy.finished == 1) {
                        lose();
                    }
                })
                .takeUntil(signal -> !losses.isEmpty() && copy.balances.equals(Map.of("a0", 0L, "a1", 1L, "a2", 2L)))
                .blockLast(PATIENCE);

        assertThat(copy.balances).isEqualTo(stored());
    }

    @Test
    void signalsThatEverythingWasLostOnceForEachPartition() {
        saveAccounts(0, 30);
        List<FeedSignal<Account>> losses = new ArrayList<>();
        List<String> created = new ArrayList<>();
        accounts.feed()
                .from(FeedStart.snapshot())
                .onLoss(LossPolicy.SIGNAL)
                .signals()
                .doOnNext(signal -> {
                    if (signal instanceof FeedSignal.Rewound<Account>) {
                        losses.add(signal);
                    } else if (signal instanceof FeedSignal.SnapshotFinished<Account>) {
                        lose();
                        afterTheNextLookEverywhere(accounts.save(Account.of("later", 2)));
                    } else if (signal instanceof FeedSignal.Change<Account> change
                            && change.event().operation() == Operation.CREATED) {
                        created.add(change.event().id());
                    }
                })
                .takeUntil(signal -> created.contains("later"))
                .blockLast(PATIENCE);

        assertThat(losses).hasSize(4);
        assertThat(created).containsExactlyInAnyOrder("a0", "a1", "a2", "later");
    }

    private static void afterTheNextLookEverywhere(Mono<?> action) {
        Mono.delay(Duration.ofMillis(2_500)).then(action).subscribe();
    }

    private void lose() {
        Thread thread = new Thread(() -> {
            try (Operator operator = new Operator(redis)) {
                operator.deleteEverything(namespace);
            }
            saveAccounts(0, 3);
        });
        thread.setDaemon(true);
        thread.start();
    }
}
