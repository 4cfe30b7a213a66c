package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.EmbeddedRedisCluster;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** A server that comes back without its last writes, as after a crash or a failover. */
class LostTailIT {

    interface Accounts extends ReactiveRepository<Account, String>, ChangeFeed<Account> {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Servers that can be put back to what they had saved: one, or a cluster of three. */
    private record Servers(List<EmbeddedRedis> nodes, String uri, AutoCloseable all) implements AutoCloseable {

        static Servers start(RedisTopology topology) {
            if (topology == RedisTopology.CLUSTER) {
                EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start();
                return new Servers(cluster.nodes(), cluster.uri(), cluster);
            }
            EmbeddedRedis server = EmbeddedRedis.start();
            return new Servers(List.of(server), server.uri(), server);
        }

        void save() {
            for (EmbeddedRedis node : nodes) {
                RedisClient client = RedisClient.create(node.uri());
                try (var connection = client.connect()) {
                    connection.sync().save();
                } finally {
                    client.shutdown();
                }
            }
        }

        void loseWhatCameAfter() {
            nodes.forEach(EmbeddedRedis::kill);
            nodes.forEach(EmbeddedRedis::restart);
        }

        @Override
        public void close() throws Exception {
            all.close();
        }
    }

    /** Patient, since a cluster that was started again has to agree first. */
    private static Cress connect(Servers servers) {
        return Cress.connect(CressOptions.builder(servers.uri())
                        .partitions(2)
                        .operationDeadline(PATIENCE)
                        .build())
                .retryWhen(Retry.fixedDelay(100, Duration.ofMillis(200)))
                .block();
    }

    private static void saveAccounts(Accounts accounts, int from, int to) {
        accounts.saveAll(IntStream.range(from, to)
                        .mapToObj(i -> Account.of("a" + i, i))
                        .toList())
                .blockLast();
    }

    /** Also when as many events were written since, so that the counter alone would not tell. */
    @ParameterizedTest(name = "{0}, {1} events after the restart")
    @CsvSource({"STANDALONE, 0", "STANDALONE, 5", "STANDALONE, 10", "STANDALONE, 40", "CLUSTER, 10"})
    void isNoticedAfterARestart(RedisTopology topology, int written) throws Exception {
        try (Servers redis = Servers.start(topology)) {
            Cress cress = connect(redis);
            Accounts accounts = cress.repository(Accounts.class);
            saveAccounts(accounts, 0, 20);
            redis.save();
            saveAccounts(accounts, 20, 30);
            ResumeToken seen = accounts.position().block();
            cress.closeLater().block();
            redis.loseWhatCameAfter();
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

    @ParameterizedTest
    @EnumSource
    void isNoticedByAFeedThatIsReading(RedisTopology topology) throws Exception {
        try (Servers redis = Servers.start(topology)) {
            Cress cress = connect(redis);
            Accounts accounts = cress.repository(Accounts.class);
            saveAccounts(accounts, 0, 20);
            redis.save();
            saveAccounts(accounts, 20, 30);

            CountDownLatch all = new CountDownLatch(30);
            Future<?> feed = accounts.changes(FeedStart.beginning())
                    .doOnNext(change -> all.countDown())
                    .then()
                    .toFuture();
            assertThat(all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            redis.loseWhatCameAfter();
            assertThat(feed)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(HistoryRewoundException.class);
            cress.closeLater().block();
        }
    }
}
