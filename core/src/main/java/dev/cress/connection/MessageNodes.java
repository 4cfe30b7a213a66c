package dev.cress.connection;

import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import reactor.core.publisher.Mono;

/** Where published messages are heard. */
interface MessageNodes {

    /** The node that has the slot of a channel's name, as far as it is known; the same text for the same node. */
    String node(String channel);

    /** Connects to the node that has the slot of a channel's name now. */
    Mono<StatefulRedisPubSubConnection<byte[], byte[]>> connect(String channel);

    /** A node has refused a channel, of which another one has the slot. */
    default void moved() {}

    /** Closes what was opened for messages only. */
    Mono<Void> closeLater();
}
