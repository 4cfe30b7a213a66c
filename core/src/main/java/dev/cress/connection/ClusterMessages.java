package dev.cress.connection;

import dev.cress.error.RedisUnavailableException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;

/** Messages of a cluster are heard at the masters: each by a connection of its own, which is not the cluster's, so that the driver does not move it to another node. */
final class ClusterMessages implements MessageNodes {

    private final RedisClient client;
    private final RedisURI seed;
    private final ClusterLayout layout;

    /**
     * @param client connects to nodes
     * @param seed tells user, encryption and name, as for all connections
     * @param layout tells the masters
     */
    ClusterMessages(RedisClient client, RedisURI seed, ClusterLayout layout) {
        this.client = client;
        this.seed = seed;
        this.layout = layout;
    }

    @Override
    public String node(String channel) {
        RedisClusterNode master = layout.nodeOf(slot(channel));
        return master == null ? "" : master.getNodeId();
    }

    @Override
    public Mono<StatefulRedisPubSubConnection<byte[], byte[]>> connect(String channel) {
        return LettuceConnector.<StatefulRedisPubSubConnection<byte[], byte[]>>from(() -> {
                    int slot = slot(channel);
                    RedisClusterNode master = layout.nodeOf(slot);
                    if (master == null) {
                        throw new RedisUnavailableException("slot " + slot + " is served by no node", null);
                    }
                    RedisURI uri = RedisURI.builder(seed)
                            .withHost(master.getUri().getHost())
                            .withPort(master.getUri().getPort())
                            .build();
                    return client.connectPubSubAsync(ByteArrayCodec.INSTANCE, uri);
                })
                .doOnError(failure -> layout.unanswered());
    }

    @Override
    public void moved() {
        layout.refresh();
    }

    @Override
    public Mono<Void> closeLater() {
        return LettuceConnector.shutdown(client);
    }

    private static int slot(String channel) {
        return SlotHash.getSlot(channel.getBytes(StandardCharsets.UTF_8));
    }
}
