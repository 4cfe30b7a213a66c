package dev.cress.benchmarks.harness;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three masters, each with a third of the slots. */
final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<RedisServer> masters;

    private RedisCluster(List<RedisServer> masters) {
        this.masters = masters;
    }

    static RedisCluster start() {
        RedisCluster cluster = new RedisCluster(
                Stream.generate(RedisServer::startNode).limit(MASTERS).toList());
        cluster.form();
        return cluster;
    }

    private void form() {
        RedisClient client = RedisClient.create();
        try {
            List<RedisCommands<String, String>> nodes = masters.stream()
                    .map(master -> client.connect(RedisURI.create(master.uri())).sync())
                    .toList();
            for (int n = 0; n < MASTERS; n++) {
                nodes.get(n)
                        .clusterAddSlots(IntStream.range(n * SLOTS / MASTERS, (n + 1) * SLOTS / MASTERS)
                                .toArray());
                nodes.get(n).clusterSetConfigEpoch(n + 1);
            }
            masters.stream().skip(1).forEach(master -> nodes.get(0).clusterMeet("127.0.0.1", master.port()));
            Polling.await("no agreement on the slots", () -> nodes.stream().allMatch(RedisCluster::agrees));
        } finally {
            client.shutdown();
        }
    }

    private static boolean agrees(RedisCommands<String, String> node) {
        String info = node.clusterInfo();
        return info.contains("cluster_state:ok") && info.contains("cluster_size:" + MASTERS);
    }

    String[] uris() {
        return masters.stream().map(RedisServer::uri).toArray(String[]::new);
    }

    @Override
    public void close() {
        masters.forEach(RedisServer::close);
    }
}
