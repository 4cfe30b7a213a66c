package dev.cress.connection;

import reactor.core.publisher.Mono;

/** A connection on which published messages arrive. It never comes back by itself once it was lost: who listens has to know that there is a gap. Its user closes it. */
public interface MessageConnection {

    /**
     * Subscribes.
     *
     * @param topic a topic
     * @return a cold publisher that completes when the server has acknowledged: every later message arrives
     */
    Mono<Void> subscribe(Topic topic);

    /**
     * Ends a subscription.
     *
     * @param topic a topic
     * @return a cold publisher that completes when the server has acknowledged
     */
    Mono<Void> unsubscribe(Topic topic);

    /**
     * Asks whether the server is still there: a connection on which nothing is sent does not notice that its other end is gone.
     *
     * @return a cold publisher that completes when it has answered
     */
    Mono<Void> ping();

    /**
     * Closes the connection.
     *
     * @return a cold publisher that completes when it is closed
     */
    Mono<Void> closeLater();
}
