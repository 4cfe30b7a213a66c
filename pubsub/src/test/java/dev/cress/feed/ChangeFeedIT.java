package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.line.Operator;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@RedisTest
class ChangeFeedIT {

    interface Accounts extends ReactiveRepository<Account, String>, ChangeFeed<Account> {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisEnvironment redis;
    private final String namespace;
    private Cress cress;
    private Accounts accounts;

    ChangeFeedIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        cress = Cress.connect(options().build()).block();
        accounts = cress.repository(Accounts.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private CressOptions.Builder options() {
        return CressOptions.builder(redis.uri())
                .commandTimeout(PATIENCE)
                .operationDeadline(PATIENCE)
                .namespace(namespace)
                .partitions(4);
    }

    @Test
    void tellsWhatHappenedToAnEntity() {
        ResumeToken before = accounts.position().block();
        Account created = accounts.save(Account.of("1", 10)).block();
        Account updated = accounts.save(created.withBalance(25).withOwner(null).withNote("x"))
                .block();
        accounts.save(updated).block();
        accounts.delete(updated).block();

        accounts.changes(FeedStart.after(before))
                .as(StepVerifier::create)
                .assertNext(event -> {
                    assertThat(event.operation()).isEqualTo(Operation.CREATED);
                    assertThat(event.id()).isEqualTo("1");
                    assertThat(event.version()).isEqualTo(created.version());
                    assertThat(event.after().get(Account::balance)).isEqualTo(10);
                    assertThat(event.after().get("owner", String.class)).isEqualTo("ada");
                    assertThat(event.before().names()).isEmpty();
                    assertThat(Duration.between(event.timestamp(), java.time.Instant.now())
                                    .abs())
                            .isLessThan(PATIENCE);
                })
                .assertNext(event -> {
                    assertThat(event.operation()).isEqualTo(Operation.UPDATED);
                    assertThat(event.version()).isEqualTo(updated.version());
                    assertThat(event.changed()).isEqualTo(Set.of("balance", "owner", "note"));
                    assertThat(event.before().get(Account::balance)).isEqualTo(10);
                    assertThat(event.after().get(Account::balance)).isEqualTo(25);
                    assertThat(event.before().get(Account::owner)).isEqualTo("ada");
                    assertThat(event.after().get(Account::owner)).isNull();
                })
                .assertNext(event -> {
                    assertThat(event.operation()).isEqualTo(Operation.DELETED);
                    assertThat(event.before().get(Account::balance)).isEqualTo(25);
                    assertThat(event.after().names()).isEmpty();
                })
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void emitsWhatIsWrittenAfterTheSubscription() {
        accounts.save(Account.of("old", 1)).block();

        accounts.changes()
                .as(StepVerifier::create)
                .thenAwait(Duration.ofMillis(500))
                .then(() -> accounts.save(Account.of("new", 1)).block())
                .assertNext(event -> assertThat(event.id()).isEqualTo("new"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void goesOnFromAnyTokenWithoutLossAndInOrderPerEntity() {
        int writes = 600;
        Flux.range(0, writes)
                .flatMap(
                        i -> accounts.findById("a" + i % 7)
                                .defaultIfEmpty(Account.of("a" + i % 7, -1))
                                .flatMap(account -> accounts.save(account.withBalance(i)))
                                .retry(50),
                        1)
                .blockLast();

        List<ChangeEvent<Account>> all = new ArrayList<>();
        ResumeToken token = null;
        while (all.size() < writes) {
            FeedStart start =
                    token == null ? FeedStart.beginning() : FeedStart.after(ResumeToken.parse(token.toString()));
            List<ChangeEvent<Account>> some = accounts.changes(start)
                    .take(Math.min(37, writes - all.size()))
                    .collectList()
                    .block(PATIENCE);
            all.addAll(some);
            token = some.get(some.size() - 1).token();
        }

        Map<String, Long> versions = new HashMap<>();
        Map<String, Long> balances = new HashMap<>();
        for (ChangeEvent<Account> event : all) {
            Long earlier = versions.put(event.id(), event.version());
            assertThat(earlier == null || earlier < event.version()).isTrue();
            balances.put(event.id(), event.after().get(Account::balance));
        }
        accounts.findAll().collectList().block().forEach(account -> {
            assertThat(versions.get(account.id())).isEqualTo(account.version());
            assertThat(balances.get(account.id())).isEqualTo(account.balance());
        });
        assertThat(token).isEqualTo(accounts.position().block());
    }

    @Test
    void readsOnDemandOnly() {
        accounts.saveAll(IntStream.range(0, 50)
                        .mapToObj(i -> Account.of("a" + i, i))
                        .toList())
                .blockLast();

        StepVerifier.create(accounts.changes(FeedStart.beginning()), 0)
                .thenAwait(Duration.ofMillis(200))
                .thenRequest(3)
                .expectNextCount(3)
                .thenRequest(47)
                .expectNextCount(47)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void saysThatEventsAreGoneInsteadOfLeavingThemOut() {
        Cress forgetful = Cress.connect(options().eventRetention(10).build()).block();
        Accounts writer = forgetful.repository(Accounts.class);
        ResumeToken before = writer.position().block();
        Account account = writer.save(Account.of("1", 0)).block();
        for (int i = 1; i < 500; i++) {
            account = writer.save(account.withBalance(i)).block();
        }
        forgetful.closeLater().block();

        accounts.changes(FeedStart.after(before))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ResumeTokenExpiredException.class)
                        .hasMessageContaining("events 1 to"));
        assertThat(accounts.changes(FeedStart.beginning()).blockFirst(PATIENCE)).isNotNull();
    }

    @Test
    void saysThatHistoryWasLost() {
        accounts.saveAll(IntStream.range(0, 20)
                        .mapToObj(i -> Account.of("a" + i, i))
                        .toList())
                .blockLast();
        ResumeToken seen = accounts.position().block();
        deleteEverything();

        accounts.changes(FeedStart.after(seen))
                .as(StepVerifier::create)
                .expectError(HistoryRewoundException.class)
                .verify(PATIENCE);
    }

    @Test
    void noticesLostHistoryWhileItWaits() {
        accounts.save(Account.of("1", 1)).block();

        accounts.changes()
                .as(StepVerifier::create)
                .thenAwait(Duration.ofMillis(500))
                .then(this::deleteEverything)
                .expectError(HistoryRewoundException.class)
                .verify(PATIENCE);
    }

    @Test
    void refusesTokensOfAnotherFeed() {
        ResumeToken other = new ResumeToken(List.of(Position.START));

        accounts.changes(FeedStart.after(other))
                .as(StepVerifier::create)
                .verifyError(InvalidResumeTokenException.class);
        for (String text : List.of("", "x", "AAAA", "not a token!", other + "A")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ResumeToken.parse(text)))
                    .isInstanceOf(InvalidResumeTokenException.class);
        }
    }

    private void deleteEverything() {
        try (Operator operator = new Operator(redis)) {
            operator.deleteEverything(namespace);
        }
    }
}
