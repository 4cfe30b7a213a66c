package dev.cress.channel;

import reactor.core.publisher.Mono;

/**
 * A channel for messages of one type. Immutable and safe for use by many threads.
 *
 * @param <T> type of the messages
 */
public interface Channel<T> extends Subscribable<T> {

    /** {@return the name that it was asked for by} */
    String name();

    /**
     * Sends a message to all that listen.
     * <ul>
     * <li><b>Emits</b> the number of subscribed connections that it was sent to: on a cluster those of the node that has the channel's slot, where all who listen to the
     *     channel by Cress are; who listens by a pattern may be elsewhere.
     * <li><b>Errors</b> {@link UnencodableMessageException}; {@link dev.cress.error.OutcomeUnknownException} when the reply was lost, since it is never sent twice; what a command may
     *     signal.
     * <li><b>Cancellation</b> before dispatch nothing is sent; afterwards the message is not taken back.
     * <li><b>Threading</b> signals on the connection's I/O thread; do not block.
     * <li><b>Atomicity</b> of a durable channel, one script: the message is kept, or nothing happens.
     * <li><b>Redis</b> {@code PUBLISH}, {@code SPUBLISH} or {@code EVALSHA channel/append}: 1 round trip.
     * </ul>
     *
     * @param message the message
     * @return a cold publisher of one number; each subscription sends the message
     */
    Mono<Long> publish(T message);
}
