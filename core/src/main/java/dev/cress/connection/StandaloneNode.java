package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import reactor.core.publisher.Mono;

/** The one server that is not in a cluster. */
final class StandaloneNode implements ReplicatedChannels.Nodes {

    private final Mono<StatefulConnection<byte[], byte[]>> connection;

    /**
     * @param opener opens a connection
     */
    StandaloneNode(Mono<StatefulConnection<byte[], byte[]>> opener) {
        this.connection = opener.cacheInvalidateIf(open -> false);
    }

    @Override
    public Mono<StatefulConnection<byte[], byte[]>> connection(ReplicatedAttempt write) {
        return connection;
    }
}
