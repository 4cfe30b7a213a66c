package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

/** A server that comes back without its last writes, as after a crash or a failover. */
class LostTailIT {

    interface Accounts extends ReactiveRepository<Account, String>, ChangeFeed<Account> {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static void save(EmbeddedRedis redis) {
        RedisClient client = RedisClient.create(redis.uri());
        try (var connection = client.connect()) {
            connection.sync().save();
        } finally {
            client.shutdown();
        }
    }

    private static Cress connect(EmbeddedRedis redis) {
        return Cress.connect(CressOptions.builder(redis.uri()).partitions(2).build())
                .block();
    }

    private static void saveAccounts(Accounts accounts, int from, int to) {
        accounts.saveAll(IntStream.range(from, to)
                        .mapToObj(i -> Account.of("a" + i, i))
                        .toList())
                .blockLast();
    }

    /** Also when as many events were written since, so that the counter alone would not tell. */
    @ParameterizedTest(name = "{0} events after the restart")
    @ValueSource(ints = {0, 5, 10, 40})
    void isNoticedAfterARestart(int written) {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            Cress cress = connect(redis);
            Accounts accounts = cress.repository(Accounts.class);
            saveAccounts(accounts, 0, 20);
            save(redis);
            saveAccounts(accounts, 20, 30);
            ResumeToken seen = accounts.position().block();
            cress.closeLater().block();
            redis.kill();
            redis.restart();
            Cress again = connect(redis);
            Accounts back = again.repository(Accounts.class);
            saveAccounts(back, 100, 100 + written);

            back.changes(FeedStart.after(seen))
                    .as(StepVerifier::create)
                    .expectError(HistoryRewoundException.class)
                    .verify(PATIENCE);
            List<ChangeEvent<Account>> anew = back.feed()
                    .from(FeedStart.after(seen))
                    .onLoss(LossPolicy.SNAPSHOT)
                    .signals()
                    .takeUntil(FeedSignal.SnapshotFinished.class::isInstance)
                    .ofType(FeedSignal.Change.class)
                    .<ChangeEvent<Account>>map(change -> ((FeedSignal.Change<Account>) change).event())
                    .collectList()
                    .block(PATIENCE);
            assertThat(anew)
                    .filteredOn(event -> event.operation() == Operation.READ)
                    .hasSize(20 + written);
            again.closeLater().block();
        }
    }

    @Test
    void isNoticedByAFeedThatIsReading() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            Cress cress = connect(redis);
            Accounts accounts = cress.repository(Accounts.class);
            saveAccounts(accounts, 0, 20);
            save(redis);
            saveAccounts(accounts, 20, 30);

            accounts.changes(FeedStart.beginning())
                    .as(StepVerifier::create)
                    .expectNextCount(30)
                    .then(() -> {
                        redis.kill();
                        redis.restart();
                    })
                    .expectError(HistoryRewoundException.class)
                    .verify(PATIENCE);
            cress.closeLater().block();
        }
    }
}
