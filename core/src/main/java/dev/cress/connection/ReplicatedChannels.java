package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The connections of writes that replicas must have: one to each node, opened when the first such write goes there. */
final class ReplicatedChannels implements CommandQueue {

    /** Chooses a connection. */
    @FunctionalInterface
    interface Nodes {

        /** The one to the node that has the write's key, or to which it was sent on. */
        Mono<StatefulConnection<byte[], byte[]>> connection(ReplicatedAttempt write);
    }

    private final Nodes nodes;
    private final Function<StatefulConnection<byte[], byte[]>, ReplicatedChannel> opener;
    private final Map<StatefulConnection<byte[], byte[]>, ReplicatedChannel> channels = new ConcurrentHashMap<>();

    ReplicatedChannels(Nodes nodes, Function<StatefulConnection<byte[], byte[]>, ReplicatedChannel> opener) {
        this.nodes = nodes;
        this.opener = opener;
    }

    /** Always has room; a node's channel may have none. */
    @Override
    public boolean submit(List<Attempt> writes) {
        writes.forEach(this::sendOn);
        return true;
    }

    @Override
    public void sendOn(Attempt write) {
        ReplicatedAttempt replicated = (ReplicatedAttempt) write;
        nodes.connection(replicated)
                .subscribe(
                        connection -> channel(connection).submit(replicated),
                        failure -> write.completeExceptionally(new NotSentException(failure)));
    }

    private ReplicatedChannel channel(StatefulConnection<byte[], byte[]> connection) {
        ReplicatedChannel known = channels.get(connection);
        if (known != null) {
            return known;
        }
        channels.keySet().removeIf(other -> !other.isOpen()); // of nodes that are gone
        return channels.computeIfAbsent(connection, opener);
    }
}
