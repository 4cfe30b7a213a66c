package dev.cress.feed;

import static dev.cress.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.error.RedisUnavailableException;
import dev.cress.feed.GroupSignal.Assigned;
import dev.cress.feed.GroupSignal.Buried;
import dev.cress.feed.GroupSignal.Reason;
import dev.cress.feed.GroupSignal.Retrying;
import dev.cress.feed.GroupSignal.Revoked;
import dev.cress.line.Operator;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@Order(0)
@RedisTest
class ConsumerGroupIT {

    interface Accounts extends ReactiveRepository<Account, String>, ChangeFeed<Account> {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PARTITIONS = 8;
    private static final int KILLS = Integer.getInteger("cress.kills", 50);
    private static final GroupOptions OPTIONS = GroupOptions.builder()
            .start(FeedStart.beginning())
            .lease(Duration.ofMillis(600))
            .attempts(3, Duration.ofMillis(20), Duration.ofMillis(50))
            .build();

    private final RedisEnvironment redis;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private String namespace;
    private Cress cress;
    private Accounts accounts;

    ConsumerGroupIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        namespace = redis.newNamespace();
        cress = open(new Freezer.State());
        accounts = cress.repository(Accounts.class);
    }

    @AfterEach
    void close() {
        members.forEach(Member::close);
        cress.closeLater().block();
    }

    private Cress open(Freezer.State state) {
        return Cress.connect(CressOptions.builder(redis.uri())
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .namespace(namespace)
                        .partitions(PARTITIONS)
                        .executor(executor -> new Freezer(executor, state))
                        .build())
                .block();
    }

    private void saveAccounts(int from, int to) {
        accounts.saveAll(IntStream.range(from, to)
                        .mapToObj(i -> Account.of("a" + i, i))
                        .toList())
                .blockLast();
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One beginning of one handling. */
    private record Handling(String member, String id, long version, long fence, int attempt) {}

    /** What all members did, in the order in which they began. */
    private final List<Handling> handlings = new CopyOnWriteArrayList<>();

    /** A program of its own, which can stand still. */
    private final class Member {
        private final String name;
        private final Freezer.State state = new Freezer.State();
        private final Cress own = open(state);
        private final ConsumerGroup<Account> group;
        private final List<GroupSignal> signals = new CopyOnWriteArrayList<>();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();
        private Function<Delivery<Account>, Publisher<?>> handler = delivery -> Mono.empty();
        private Disposable subscription;

        private Member(String name, GroupOptions options) {
            this.name = name;
            this.group = own.repository(Accounts.class).group("billing", options);
            members.add(this);
        }

        private Member start() {
            subscription = group.run(delivery -> {
                        ChangeEvent<Account> event = delivery.event();
                        handlings.add(
                                new Handling(name, event.id(), event.version(), delivery.fence(), delivery.attempt()));
                        return handler.apply(delivery);
                    })
                    .subscribe(signals::add, failures::add);
            return this;
        }

        /** As kill -9 does: nothing leaves any more. */
        private void kill() {
            state.freeze();
            subscription.dispose();
            state.die();
        }

        private int partitions() {
            Set<Integer> held = new HashSet<>();
            for (GroupSignal signal : signals) {
                if (signal instanceof Assigned assigned) {
                    held.add(assigned.partition());
                } else if (signal instanceof Revoked revoked) {
                    held.remove(revoked.partition());
                }
            }
            return held.size();
        }

        private void close() {
            if (subscription != null) {
                subscription.dispose();
            }
            own.closeLater().block();
        }
    }

    private Set<String> handledIds() {
        Set<String> ids = new HashSet<>();
        handlings.forEach(handling -> ids.add(handling.id()));
        return ids;
    }

    /** Per entity: new events in the order of their versions, again only what came before, and no member begins after one with a higher fence has. */
    private void isInOrder() {
        Map<String, Long> versions = new HashMap<>();
        Map<String, Long> fences = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Handling handling : handlings) {
            boolean again = !seen.add(handling.version() + ":" + handling.id());
            Long before = versions.get(handling.id());
            assertThat(again || before == null || handling.version() > before)
                    .as("%s after %s", handling, before)
                    .isTrue();
            versions.merge(handling.id(), handling.version(), Math::max);
            Long fence = fences.put(handling.id(), handling.fence());
            assertThat(fence == null || handling.fence() >= fence)
                    .as("%s after fence %s", handling, fence)
                    .isTrue();
        }
    }

    @Test
    void handlesEachEventAndKeepsItsPlace() {
        saveAccounts(0, 200);
        Member first = new Member("first", OPTIONS).start();
        await("all", () -> handlings.size() == 200);
        await("no lag", () -> first.group.lag().block() == 0);
        first.subscription.dispose();
        saveAccounts(200, 210);
        assertThat(first.group.lag().block()).isEqualTo(10);

        Member second = new Member("second", OPTIONS).start();
        await("the rest", () -> handlings.size() >= 210);
        await("no lag", () -> second.group.lag().block() == 0);
        assertThat(handlings).hasSize(210);
        assertThat(handledIds()).hasSize(210);
        assertThat(first.failures).isEmpty();
        isInOrder();
    }

    @Test
    void beginsWithTheNextEventAndKeepsThatPlaceToo() {
        saveAccounts(0, 20);
        GroupOptions fromNow =
                GroupOptions.builder().lease(Duration.ofMillis(600)).build();
        Member first = new Member("first", fromNow).start();
        await("all partitions", () -> first.partitions() == PARTITIONS);
        first.kill();
        saveAccounts(20, 40);

        new Member("second", fromNow).start();
        await("what came since", () -> handledIds().size() == 20);
        assertThat(handledIds()).doesNotContain("a0", "a19").contains("a20", "a39");
    }

    @Test
    void triesAgainAndPutsAsideWhatCannotBeHandled() {
        Member member = new Member("first", OPTIONS);
        AtomicInteger repaired = new AtomicInteger();
        member.handler = delivery -> switch (delivery.event().id()) {
            case "a1" -> throw new IllegalStateException("broken for ever");
            case "a2" -> delivery.attempt() < 3 ? Mono.error(new IllegalStateException("broken twice")) : Mono.empty();
            case "a3" -> Mono.error(new RejectedEventException("no", null));
            default -> Mono.empty();
        };
        saveAccounts(0, 30);
        member.start();
        await("all", () -> handledIds().size() == 30 && member.group.lag().block() == 0);

        List<DeadLetter<Account>> letters =
                member.group.deadLetters().collectList().block();
        assertThat(letters)
                .extracting(letter -> letter.event().id() + " " + letter.attempts() + " " + letter.reason())
                .containsExactlyInAnyOrder(
                        "a1 3 java.lang.IllegalStateException", "a3 1 " + RejectedEventException.class.getName());
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.event().operation()).isEqualTo(Operation.CREATED);
            assertThat(letter.event().after().get(Account::balance)).isIn(1L, 3L);
        });
        assertThat(member.signals.stream().filter(Retrying.class::isInstance)).hasSize(4);
        assertThat(member.signals.stream().filter(Buried.class::isInstance)).hasSize(2);
        assertThat(handlings.stream().filter(handling -> handling.id().equals("a2")))
                .extracting(Handling::attempt)
                .containsExactly(1, 2, 3);

        assertThat(member.group
                        .replay(delivery -> delivery.event().id().equals("a1")
                                ? Mono.fromRunnable(repaired::incrementAndGet)
                                : Mono.error(new IllegalStateException("still")))
                        .block())
                .isEqualTo(1);
        assertThat(repaired).hasValue(1);
        DeadLetter<Account> left = member.group.deadLetters().blockLast();
        assertThat(left.event().id()).isEqualTo("a3");
        assertThat(member.group.discard(left).block()).isTrue();
        assertThat(member.group.discard(left).block()).isFalse();
        assertThat(member.group.deadLetters().count().block()).isZero();
        assertThat(member.failures).isEmpty();
        isInOrder();
    }

    @Test
    void remembersAttemptsOfAMemberThatDied() {
        Member first = new Member(
                "first",
                GroupOptions.builder()
                        .start(FeedStart.beginning())
                        .lease(Duration.ofMillis(600))
                        .attempts(3, Duration.ofSeconds(20), Duration.ofSeconds(20))
                        .build());
        first.handler = delivery -> Mono.error(new IllegalStateException("broken"));
        saveAccounts(0, 1);
        first.start();
        await("an attempt", () -> first.signals.stream().anyMatch(Retrying.class::isInstance));
        pause(200);
        first.kill();

        new Member("second", OPTIONS).start();
        await("another", () -> handlings.size() == 2);
        assertThat(handlings.get(1).attempt()).isEqualTo(2);
    }

    @Test
    void aHandlerThatNeverEndsHasFailed() {
        Member member = new Member(
                "first",
                GroupOptions.builder()
                        .start(FeedStart.beginning())
                        .attempts(2, Duration.ofMillis(1), Duration.ofMillis(1))
                        .handlerTimeout(Duration.ofMillis(50))
                        .build());
        member.handler = delivery -> delivery.event().id().equals("a0") ? Mono.never() : Mono.empty();
        saveAccounts(0, 5);
        member.start();
        await("a letter", () -> member.group.deadLetters().count().block() == 1);
        await("no lag", () -> member.group.lag().block() == 0);
    }

    @Test
    void pausesAndGoesOn() {
        Member first = new Member("first", OPTIONS).start();
        Member second = new Member("second", OPTIONS).start();
        await("shared", () -> first.partitions() == 4 && second.partitions() == 4);
        first.group.pause().block();
        await("given back", () -> first.partitions() + second.partitions() == 0);
        saveAccounts(0, 20);
        pause(700);
        assertThat(handlings).isEmpty();
        assertThat(second.group.lag().block()).isEqualTo(20);

        second.group.resume().block();
        await("handled", () -> handledIds().size() == 20);
        assertThat(first.signals.stream().filter(Revoked.class::isInstance))
                .allMatch(signal -> ((Revoked) signal).reason() == Reason.RELEASED);
    }

    @Test
    void sharesTheWorkAmongTwoThenThreeThenTwo() {
        Function<Delivery<Account>, Publisher<?>> slow = delivery -> Mono.delay(Duration.ofMillis(1));
        Member first = new Member("first", OPTIONS);
        Member second = new Member("second", OPTIONS);
        Member third = new Member("third", OPTIONS);
        List.of(first, second, third).forEach(member -> member.handler = slow);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Thread writer = writer(acknowledged);
        first.start();
        second.start();
        await("two", () -> first.partitions() == 4 && second.partitions() == 4);
        third.start();
        await(
                "three",
                () -> List.of(first.partitions(), second.partitions(), third.partitions()).stream()
                        .sorted()
                        .toList()
                        .equals(List.of(2, 3, 3)));
        pause(200);
        second.subscription.dispose();
        await("two again", () -> first.partitions() == 4 && third.partitions() == 4);
        finish(writer);
        await("everything", () -> handled().containsAll(acknowledged));
        isInOrder();
        assertThat(handlings).extracting(Handling::member).contains("first", "second", "third");
    }

    /** The one that stood still has its handler's work in hand when it wakes up, and nothing more. */
    @Test
    void excludesAMemberThatStoodStill() {
        Member first = new Member("first", OPTIONS);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Thread writer = writer(acknowledged);
        AtomicInteger woken = new AtomicInteger();
        first.handler = delivery -> Mono.delay(Duration.ofMillis(2));
        first.start();
        await("work", () -> handlings.size() > 50);
        Member second = new Member("second", OPTIONS).start();
        for (int round = 0; round < 4; round++) {
            Member frozen = round % 2 == 0 ? first : second;
            Member other = frozen == first ? second : first;
            await("shared", () -> frozen.partitions() == 4 && other.partitions() == 4);
            frozen.state.freeze();
            await("taken over", () -> other.partitions() == PARTITIONS);
            pause(100);
            frozen.state.thaw();
            woken.incrementAndGet();
        }
        finish(writer);
        await("everything", () -> handled().containsAll(acknowledged));
        assertThat(woken).hasValue(4);
        assertThat(first.failures).isEmpty();
        assertThat(second.failures).isEmpty();
        isInOrder();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void losesNothingThoughMembersAreKilledAgainAndAgain() {
        Random random = new Random(50);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Thread writer = writer(acknowledged);
        GroupOptions options = GroupOptions.builder()
                .start(FeedStart.beginning())
                .lease(Duration.ofMillis(200))
                .build();
        List<Member> alive = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            alive.add(new Member("m" + i, options).start());
        }
        for (int kill = 0; kill < KILLS; kill++) {
            pause(40 + random.nextInt(100));
            Member victim = alive.get(random.nextInt(2));
            victim.kill();
            victim.start();
        }
        finish(writer);
        await("everything", () -> handled().containsAll(acknowledged));
        assertThat(acknowledged).hasSizeGreaterThan(200);
        alive.forEach(member -> assertThat(member.failures).isEmpty());
        isInOrder();
        assertThat(alive.get(0).group.deadLetters().count().block()).isZero();
    }

    /** The handler counts and keeps the place in one script: no event counts twice, however often its member is killed, or says that it failed. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void countsEachEventOnceWithAWriteInTheSameSlot() {
        String script = """
            if redis.call('HGET', KEYS[1], 'f') ~= ARGV[1] then return redis.error_reply('FENCED') end
            if tonumber(redis.call('HGET', KEYS[1], 'n')) >= tonumber(ARGV[3]) then return 0 end
            redis.call('HINCRBY', KEYS[2], ARGV[4], 1)
            redis.call('HSET', KEYS[1], 'v', ARGV[2], 'n', ARGV[3], 'a', '0')
            return 1
            """;
        Random random = new Random(7);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> counters = ConcurrentHashMap.newKeySet();
        GroupOptions options = GroupOptions.builder()
                .start(FeedStart.beginning())
                .lease(Duration.ofMillis(200))
                .attempts(50, Duration.ofMillis(1), Duration.ofMillis(1))
                .build();
        try (Operator operator = new Operator(redis)) {
            Function<Delivery<Account>, Publisher<?>> counting = delivery -> {
                Delivery.Place place = delivery.place();
                String counter = place.key().replace(":l:billing", ":count");
                counters.add(counter);
                return operator.eval(
                                script,
                                new String[] {place.key(), counter},
                                Long.toString(delivery.fence()),
                                Long.toString(place.version()),
                                Long.toString(place.number()),
                                delivery.event().id())
                        .flatMap(done -> random.nextInt(20) == 0
                                ? Mono.error(new IllegalStateException("done, but who knows"))
                                : Mono.just(done));
            };
            Thread writer = writer(acknowledged);
            List<Member> alive = List.of(new Member("m0", options), new Member("m1", options));
            alive.forEach(member -> member.handler = counting);
            alive.forEach(Member::start);
            for (int kill = 0; kill < 20; kill++) {
                pause(50 + random.nextInt(100));
                Member victim = alive.get(random.nextInt(2));
                victim.kill();
                victim.start();
            }
            finish(writer);
            await("everything", () -> alive.get(0).group.lag().block() == 0);
            Map<String, Long> expected = new HashMap<>();
            acknowledged.forEach(event -> expected.merge(event.substring(event.indexOf(':') + 1), 1L, Long::sum));
            Map<String, Long> counted = new HashMap<>();
            counters.forEach(counter -> operator.commands()
                    .hgetall(counter)
                    .forEach((id, count) -> counted.merge(id, Long.parseLong(count), Long::sum)));
            assertThat(counted).isEqualTo(expected);
        }
    }

    private Set<String> handled() {
        Set<String> handled = new HashSet<>();
        handlings.forEach(handling -> handled.add(handling.version() + ":" + handling.id()));
        return handled;
    }

    private volatile boolean writing;

    private Thread writer(Set<String> acknowledged) {
        writing = true;
        Thread thread = new Thread(() -> {
            Map<String, Account> known = new HashMap<>();
            for (int i = 0; writing; i++) {
                String id = "a" + i % 29;
                Account saved = accounts.save(
                                known.getOrDefault(id, Account.of(id, -1)).withBalance(i))
                        .block();
                known.put(id, saved);
                acknowledged.add(saved.version() + ":" + id);
                pause(4);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void finish(Thread writer) {
        writing = false;
        try {
            writer.join(10_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void failsWhenEventsWereLostUnlessItMayGoOn() {
        Member first = new Member("first", OPTIONS).start();
        saveAccounts(0, 20);
        await("handled", () -> first.group.lag().block() == 0 && handlings.size() == 20);
        first.subscription.dispose();
        saveAccounts(20, 60);
        accounts.trim(Retention.ofCount(1)).block();

        Member strict = new Member("strict", OPTIONS).start();
        await("the failure", () -> !strict.failures.isEmpty());
        assertThat(strict.failures.get(0)).isInstanceOf(ResumeTokenExpiredException.class);
        strict.subscription.dispose();
        Member lenient = new Member(
                        "lenient",
                        GroupOptions.builder()
                                .lease(Duration.ofMillis(600))
                                .onLoss(LossPolicy.SIGNAL)
                                .build())
                .start();
        await("the rest", () -> lenient.group.lag().block() == 0);
        assertThat(lenient.signals.stream().filter(GroupSignal.Lost.class::isInstance))
                .hasSizeBetween(1, PARTITIONS);
    }

    @Test
    void endsWithTheContext() {
        Member member = new Member("first", OPTIONS);
        member.group
                .run(delivery -> Mono.empty())
                .as(StepVerifier::create)
                .expectNextCount(1)
                .then(() -> member.own.closeLater().block())
                .thenConsumeWhile(signal -> true)
                .expectErrorSatisfies(failure -> assertThat(failure).isInstanceOf(RedisUnavailableException.class))
                .verify(PATIENCE);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> accounts.group("a b", OPTIONS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GroupOptions.builder().start(FeedStart.snapshot()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GroupOptions.builder().lease(Duration.ofMillis(10)))
                .hasMessageContaining("PT0.01S");
        assertThatThrownBy(() -> GroupOptions.builder().attempts(0, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("0");
    }
}
