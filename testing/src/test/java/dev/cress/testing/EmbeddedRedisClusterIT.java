package dev.cress.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedRedisClusterIT {

    @Test
    void coversAllSlotsAndServesEachNode() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start();
                RedisClusterClient client = RedisClusterClient.create(cluster.uri())) {
            List<RedisClusterNode> nodes = List.copyOf(client.getPartitions());
            assertThat(nodes).hasSize(EmbeddedRedisCluster.DEFAULT_MASTERS);
            assertThat(nodes.stream().flatMap(node -> node.getSlots().stream()))
                    .doesNotHaveDuplicates()
                    .hasSize(ClusterFormation.SLOTS);
            var commands = client.connect().sync();
            for (int i = 0; i < 100; i++) {
                commands.set("city-" + i, "Oslo");
            }
            assertThat(commands.dbsize()).isEqualTo(100);
        }
    }

    @Test
    void startsSingleMaster() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start(1);
                RedisClusterClient client = RedisClusterClient.create(cluster.uri())) {
            assertThat(client.connect().sync().set("city", "Oslo")).isEqualTo("OK");
            assertThat(cluster.nodes()).hasSize(1);
        }
    }

    @Test
    void rejectsClusterWithoutMasters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedRedisCluster.start(0))
                .withMessageContaining("0");
    }
}
