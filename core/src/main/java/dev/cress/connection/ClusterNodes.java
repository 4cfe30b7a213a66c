package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.SlotHash;
import reactor.core.publisher.Mono;

/** The masters of a cluster, for writes that replicas must have. */
final class ClusterNodes implements ReplicatedChannels.Nodes {

    private final ClusterLayout layout;
    private final NodeConnections connections;

    ClusterNodes(ClusterLayout layout, NodeConnections connections) {
        this.layout = layout;
        this.connections = connections;
    }

    @Override
    public Mono<StatefulConnection<byte[], byte[]>> connection(ReplicatedAttempt write) {
        return Mono.defer(() -> {
            Redirect redirect = write.redirect();
            NodeAddress node =
                    redirect == null ? layout.masterOf(SlotHash.getSlot(write.key())) : layout.named(redirect);
            write.sentTo(node);
            layout.watch(write);
            return connections.open(node);
        });
    }
}
