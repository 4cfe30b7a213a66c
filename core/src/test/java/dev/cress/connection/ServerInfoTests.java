package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.error.RedisUnavailableException;
import dev.cress.error.UnsupportedServerException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerInfoTests {

    private static ServerInfo info(String version, String policy) {
        return ServerInfo.parse("# Server\r\nredis_version:" + version
                + "\r\nredis_mode:standalone\r\n\r\n# Memory\r\nmaxmemory_policy:" + policy + "\r\nnoise\r\n");
    }

    @Test
    void readsWhatItNeeds() {
        assertThat(info("7.0.15", "noeviction")).isEqualTo(new ServerInfo("7.0.15", false, false, "noeviction"));
        assertThat(ServerInfo.parse("redis_mode:cluster\r\nrole:slave\r\n"))
                .isEqualTo(new ServerInfo("0.0.0", true, true, "noeviction"));
    }

    @Test
    void refusesAReplicaUnlessItIsANodeOfACluster() {
        assertThatThrownBy(() -> ServerInfo.parse("redis_mode:standalone\r\nrole:slave\r\n")
                        .requireMaster())
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("connect to its master");
        for (String info : List.of("redis_mode:cluster\r\nrole:slave\r\n", "role:master\r\n", "")) {
            assertThatCode(() -> ServerInfo.parse(info).requireMaster()).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "6.2.0, 6, 2, true",
        "6.0.20, 6, 2, false",
        "7.0.15, 7, 0, true",
        "6.2.11, 7, 0, false",
        "10.0.1, 7, 4, true",
        "255.255.255, 8, 0, true"
    })
    void comparesVersions(String version, int major, int minor, boolean atLeast) {
        assertThat(info(version, "noeviction").atLeast(major, minor)).isEqualTo(atLeast);
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "allkeys-lfu", "allkeys-random"})
    void refusesAServerThatEvictsIndexEntries(String policy) {
        assertThatThrownBy(() -> info("7.0.15", policy).requireSupported())
                .isInstanceOf(UnsupportedServerException.class)
                .hasMessageContaining(policy)
                .hasMessageContaining("noeviction");
    }

    @Test
    void refusesAnOldServer() {
        assertThatThrownBy(() -> info("6.0.16", "noeviction").requireSupported())
                .isInstanceOf(UnsupportedServerException.class)
                .hasMessageContaining("6.0.16");
        assertThatCode(() -> info("6.2.6", "volatile-lru").requireSupported()).doesNotThrowAnyException();
    }

    @Test
    void pausesGrowUpToABoundAndDiffer() {
        RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(5));
        for (int attempt = 1; attempt < 100; attempt++) {
            long ceiling = Math.min(250_000_000, 5_000_000L << Math.min(attempt, 10));
            assertThat(policy.pauseNanos(attempt)).isBetween(1L, ceiling);
        }
        assertThat(java.util.stream.LongStream.range(0, 100)
                        .map(i -> policy.pauseNanos(50))
                        .distinct()
                        .count())
                .isGreaterThan(90);
    }
}
