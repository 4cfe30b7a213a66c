package dev.cress.connection;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Sends requests. The only way from Cress to the server; safe for use by many threads.
 *
 * <p><b>Failures</b> are translated here, once, and nothing above knows a driver's exception. What was certainly not applied is sent again, with a growing
 * and jittered pause, until the deadline of the operation; a read also when its reply was lost. A script that writes is never sent again when its reply was lost:
 * it ends in {@link dev.cress.error.OutcomeUnknownException}.
 */
public interface RedisExecutor {

    /**
     * Sends one request when subscribed. Requests of many subscribers travel together.
     *
     * <ul>
     * <li><b>Emits</b> the decoded reply.
     * <li><b>Errors</b> a {@link dev.cress.error.RedisDataException}.
     * <li><b>Cancellation</b> a request that still waits does not leave, and none is repeated; one that left is not taken back.
     * <li><b>Threading</b> signals on the connection's I/O thread; do not block.
     * </ul>
     *
     * @param role which connection
     * @param request what to send
     * @param <R> decoded reply
     * @return a cold publisher
     */
    <R> Mono<R> execute(Role role, Request<R> request);

    /**
     * Sends requests together when subscribed: one round trip for each node that they go to.
     *
     * <ul>
     * <li><b>Emits</b> the decoded replies in the order of the requests, when all have arrived.
     * <li><b>Errors</b> the first failure; the other replies are dropped.
     * <li>Otherwise as {@link #execute}.
     * </ul>
     *
     * @param role which connection
     * @param requests what to send
     * @param <R> decoded reply
     * @return a cold publisher
     */
    <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests);
}
