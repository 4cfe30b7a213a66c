package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The connections of one purpose, one to each node of a cluster. They are the nodes' own and not the cluster's, so that nothing is sent on by the driver: it would announce a command in a write of its
 * own, which others may slip behind.
 */
final class NodeConnections {

    private static final Logger LOG = LoggerFactory.getLogger(NodeConnections.class);

    private final Mono<StatefulRedisClusterConnection<byte[], byte[]>> cluster;
    private final Map<NodeAddress, StatefulConnection<byte[], byte[]>> known = new ConcurrentHashMap<>();
    private final Set<NodeAddress> opening = ConcurrentHashMap.newKeySet();

    /** @param client opens them, each when it is needed first */
    NodeConnections(RedisClusterClient client) {
        this.cluster = LettuceConnector.from(() -> client.connectAsync(ByteArrayCodec.INSTANCE))
                .cacheInvalidateIf(open -> false);
    }

    /** The driver's own connection, whose node does not matter. */
    Mono<StatefulRedisClusterConnection<byte[], byte[]>> cluster() {
        return cluster;
    }

    /** Connects to a node, unless that was done. */
    Mono<StatefulConnection<byte[], byte[]>> open(NodeAddress node) {
        return cluster.flatMap(all -> LettuceConnector.from(() -> all.getConnectionAsync(node.host(), node.port())))
                .<StatefulConnection<byte[], byte[]>>map(connection -> connection)
                .doOnNext(connection -> known.put(node, connection));
    }

    /** The connection to a node. When there is none it is being opened from now on. */
    StatefulConnection<byte[], byte[]> to(NodeAddress node) {
        StatefulConnection<byte[], byte[]> connection = known.get(node);
        if (connection == null || !connection.isOpen()) {
            openLater(node);
            throw new NotSentException("not connected to " + node);
        }
        return connection;
    }

    private void openLater(NodeAddress node) {
        if (opening.add(node)) {
            open(node).doFinally(end -> opening.remove(node)).subscribe(connection -> {}, failure -> {
                known.remove(node);
                LOG.debug("no connection to {}", node, failure);
            });
        }
    }
}
