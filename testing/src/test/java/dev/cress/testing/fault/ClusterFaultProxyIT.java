package dev.cress.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cress.testing.EmbeddedRedisCluster;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClusterFaultProxyIT {

    @Test
    void clientsOfAClusterFindTheProxiesOnly() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start();
                FaultProxy proxy = FaultProxy.before(cluster);
                RedisClusterClient client = RedisClusterClient.create(proxy.uri())) {
            AtomicInteger sets = new AtomicInteger();
            proxy.use(command -> {
                sets.addAndGet(command.is("SET") ? 1 : 0);
                return java.util.Optional.empty();
            });
            RedisAdvancedClusterCommands<String, String> commands =
                    client.connect().sync();
            for (int i = 0; i < 50; i++) {
                commands.set("key" + i, "" + i);
            }
            assertThat(sets).hasValue(50);
            assertThat(client.getPartitions())
                    .extracting(RedisClusterNode::getUri)
                    .allSatisfy(uri -> assertThat(proxy.ports()).contains(uri.getPort()));
            assertThat(client.getPartitions()).hasSize(3);
            assertThat(commands.dbsize()).isEqualTo(50);
            assertThat(redirection(cluster, proxy)).isTrue();
            assertThatIllegalArgumentException().isThrownBy(() -> cluster.announcePorts(List.of(1)));
        }
    }

    /** Whether a node that is asked for another's key names a proxy. */
    private static boolean redirection(EmbeddedRedisCluster cluster, FaultProxy proxy) {
        try (io.lettuce.core.RedisClient client =
                io.lettuce.core.RedisClient.create(cluster.nodes().get(0).uri())) {
            client.connect().sync().get("foo"); // slot 12182, of the last node
            return false;
        } catch (io.lettuce.core.RedisCommandExecutionException e) {
            return String.valueOf(e.getMessage()).endsWith(":" + proxy.ports().get(2));
        }
    }
}
