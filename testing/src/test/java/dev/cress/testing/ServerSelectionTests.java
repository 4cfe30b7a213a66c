package dev.cress.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSelectionTests {

    private static final ServerSelection CONFIGURED = selection(Map.of(
            ServerSelection.STANDALONE_VARIABLE, "redis://localhost:7001",
            ServerSelection.CLUSTER_VARIABLE, "redis://localhost:7002"));

    @Test
    void usesStandaloneUrlOfEnvironment() {
        try (RedisEnvironment redis = CONFIGURED.open(RedisTopology.STANDALONE)) {
            assertThat(redis.uri()).isEqualTo("redis://localhost:7001");
            assertThat(redis.topology()).isEqualTo(RedisTopology.STANDALONE);
        }
    }

    @Test
    void usesClusterUrlOfEnvironment() {
        try (RedisEnvironment redis = CONFIGURED.open(RedisTopology.CLUSTER)) {
            assertThat(redis.uri()).isEqualTo("redis://localhost:7002");
            assertThat(redis.topology()).isEqualTo(RedisTopology.CLUSTER);
        }
    }

    @Test
    void showsNoCredentials() {
        ServerSelection selection = selection(Map.of(ServerSelection.STANDALONE_VARIABLE, "redis://user:secret@db"));
        try (RedisEnvironment redis = selection.open(RedisTopology.STANDALONE)) {
            assertThat(redis).hasToString("standalone");
        }
    }

    private static ServerSelection selection(Map<String, String> variables) {
        return new ServerSelection(name -> variables.getOrDefault(name, ""), name -> "");
    }
}
