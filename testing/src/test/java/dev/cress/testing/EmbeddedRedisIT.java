package dev.cress.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedRedisIT {

    @Test
    void startsServerThatLettuceReaches() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisClient client = RedisClient.create(redis.uri())) {
            assertThat(client.connect().sync().ping()).isEqualTo("PONG");
        }
    }

    @Test
    void keepsAcknowledgedWritesThroughKillWhenAppendOnly() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.builder().appendOnly().start()) {
            int port = redis.port();
            call(redis, "SET", "city", "Oslo");
            redis.kill();
            assertThat(redis.isRunning()).isFalse();
            redis.restart();
            assertThat(redis.port()).isEqualTo(port);
            assertThat(call(redis, "GET", "city")).isEqualTo("Oslo");
        }
    }

    @Test
    void restartsEmptyByDefault() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            call(redis, "SET", "city", "Oslo");
            redis.restart();
            assertThat(call(redis, "DBSIZE")).isEqualTo("0");
        }
    }

    @Test
    void startsReplicaThatHasTheDataOfItsMaster() throws IOException {
        try (EmbeddedRedis master = EmbeddedRedis.start()) {
            call(master, "SET", "city", "Oslo");
            try (EmbeddedRedis replica =
                    EmbeddedRedis.builder().replicaOf(master).start()) {
                assertThat(call(replica, "GET", "city")).isEqualTo("Oslo");
                assertThat(call(master, "WAIT", "1", "5000")).isEqualTo("1");
            }
        }
    }

    @Test
    void passesArgumentsToServer() throws IOException {
        try (EmbeddedRedis redis =
                EmbeddedRedis.builder().arguments("--maxmemory", "64mb").start()) {
            assertThat(call(redis, "INFO", "memory")).contains("maxmemory:67108864\r\n");
        }
    }

    @Test
    void startsServerThatAsksForPassword() {
        try (EmbeddedRedis redis =
                EmbeddedRedis.builder().arguments("--requirepass", "secret").start()) {
            assertThatExceptionOfType(RespClient.ErrorReply.class)
                    .isThrownBy(() -> call(redis, "GET", "city"))
                    .matches(error -> error.hasCode("NOAUTH"));
        }
    }

    @Test
    void permitsDebugCommand() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            assertThat(call(redis, "DEBUG", "SLEEP", "0")).isEqualTo("OK");
        }
    }

    @Test
    void failsWithServerLogWhenArgumentsAreWrong() {
        assertThatExceptionOfType(RedisStartException.class)
                .isThrownBy(() -> EmbeddedRedis.builder()
                        .arguments("--no-such-option", "1")
                        .start())
                .withMessageContaining("no-such-option");
    }

    @Test
    void runsSeveralServersAtOnce() {
        List<EmbeddedRedis> servers = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                servers.add(EmbeddedRedis.start());
            }
            assertThat(servers).allMatch(EmbeddedRedis::isRunning);
            assertThat(servers).extracting(EmbeddedRedis::port).doesNotHaveDuplicates();
        } finally {
            servers.forEach(EmbeddedRedis::close);
        }
    }

    @Test
    void staysClosed() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        redis.close();
        redis.close();
        assertThat(redis.isRunning()).isFalse();
        assertThatIllegalStateException().isThrownBy(redis::restart);
    }

    private static String call(EmbeddedRedis redis, String... command) throws IOException {
        try (RespClient client = RespClient.connect(redis.port())) {
            return client.call(command);
        }
    }
}
