package dev.cress.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.connection.ConnectionOptions;
import dev.cress.connection.RedisConnections;
import dev.cress.page.PagedFlux;
import dev.cress.scan.MemberScanTests.RandomScan;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link MemberScanTests} shows on a fake, on a server. */
@RedisTest(RedisTopology.STANDALONE)
class MemberScanIT {

    private static final long SEED = Long.getLong("cress.test.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("cress.test.rounds", 200);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RedisEnvironment redis;

    MemberScanIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @Test
    void findsWhatBruteForceFinds() {
        RedisConnections connections = RedisConnections.connect(new ConnectionOptions(
                        List.of(redis.uri()), Duration.ofSeconds(10), Duration.ofSeconds(20), 64, 64, 1_000))
                .block(LIMIT);
        RedisClient client = RedisClient.create(redis.uri());
        try (StatefulRedisConnection<byte[], byte[]> raw = client.connect(ByteArrayCodec.INSTANCE)) {
            Random random = new Random(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                String namespace = redis.newNamespace();
                RandomScan scan = RandomScan.of(random);
                List<byte[]> keys = scan.keys().stream()
                        .map(key -> (namespace + new String(key, StandardCharsets.ISO_8859_1))
                                .getBytes(StandardCharsets.ISO_8859_1))
                        .toList();
                for (int p = 0; p < keys.size(); p++) {
                    for (byte[] member : scan.members().get(p)) {
                        raw.async().zadd(keys.get(p), ScoredValue.just(0, member));
                    }
                }
                raw.sync().ping();

                List<Member> found = PagedFlux.of(() -> {
                            MemberScan members =
                                    new MemberScan(connections.executor(), keys, scan.ranges(), scan.direction());
                            return demand -> members.next(scan.wanted());
                        })
                        .collectList()
                        .block(LIMIT);
                assertThat(found)
                        .as("seed %d, round %d", SEED, round)
                        .usingElementComparator(RandomScan.SAME)
                        .containsExactlyElementsOf(scan.expected());
                raw.async().del(keys.toArray(byte[][]::new));
            }
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
            connections.closeLater().block(LIMIT);
        }
    }
}
