package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The connections of writes that replicas must have: one to each node, opened when the first such write goes there. */
final class ReplicatedChannels {

    /** Chooses a connection by a key, and learns where keys have moved to. */
    interface Nodes {

        Mono<StatefulConnection<byte[], byte[]>> connection(byte[] key);

        /** Reads the layout of the cluster again. */
        void refresh();
    }

    private final Nodes nodes;
    private final Function<StatefulConnection<byte[], byte[]>, ReplicatedChannel> opener;
    private final Map<StatefulConnection<byte[], byte[]>, ReplicatedChannel> channels = new ConcurrentHashMap<>();

    ReplicatedChannels(Nodes nodes, Function<StatefulConnection<byte[], byte[]>, ReplicatedChannel> opener) {
        this.nodes = nodes;
        this.opener = opener;
    }

    /** Takes a write, which is completed sooner or later, unless it is abandoned before it left. */
    void submit(ReplicatedAttempt write) {
        write.onComplete((reply, failure) -> {
            if (failure != null && FailureClassifier.moved(failure)) {
                nodes.refresh();
            }
        });
        nodes.connection(write.key())
                .subscribe(
                        connection -> channel(connection).submit(write),
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
