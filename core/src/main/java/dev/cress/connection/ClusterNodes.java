package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The masters of a cluster, each by a connection that follows no redirection: a write that went elsewhere would not be the one that its {@code WAIT} asks for. */
final class ClusterNodes implements ReplicatedChannels.Nodes {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNodes.class);

    private final RedisClusterClient client;
    private final Mono<StatefulRedisClusterConnection<byte[], byte[]>> cluster;
    private final AtomicBoolean refreshing = new AtomicBoolean();

    ClusterNodes(RedisClusterClient client) {
        this.client = client;
        this.cluster = LettuceConnector.from(() -> client.connectAsync(ByteArrayCodec.INSTANCE))
                .cacheInvalidateIf(open -> false);
    }

    @Override
    public Mono<StatefulConnection<byte[], byte[]>> connection(byte[] key) {
        int slot = SlotHash.getSlot(key);
        return cluster.flatMap(open -> {
            RedisClusterNode master = open.getPartitions().getMasterBySlot(slot);
            return master == null
                    ? Mono.error(new NotSentException("slot " + slot + " is served by no node"))
                    : LettuceConnector.from(
                            () -> open.getConnectionAsync(master.getNodeId()).thenApply(connection -> connection));
        });
    }

    @Override
    public void refresh() {
        if (refreshing.compareAndSet(false, true)) {
            LettuceConnector.from(client::refreshPartitionsAsync)
                    .doFinally(end -> refreshing.set(false))
                    .subscribe(done -> {}, failure -> LOG.debug("the layout of the cluster was not read", failure));
        }
    }
}
