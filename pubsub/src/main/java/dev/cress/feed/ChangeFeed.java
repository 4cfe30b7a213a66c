package dev.cress.feed;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The changes of all entities of a type: extend it in a repository interface beside {@code ReactiveRepository}.
 *
 * <p><b>What is promised</b> Every write that had an effect has one event, written by the same script, so none is missing and none is of a write that did not happen. Events of
 * one entity come in the order of their writes. Events of entities in different partitions come in no particular order. After a restart from a token, events after it are
 * read again: at least once; (id, version) tells them apart.
 *
 * <p><b>What is not</b> Events beyond the retention are gone, and a reader that was behind is told so by {@link ResumeTokenExpiredException}, never by silence. A
 * failover of an asynchronous replica may lose the last writes with their events; a reader that has seen them is told so by {@link HistoryRewoundException}.
 *
 * @param <T> the entity type
 */
public interface ChangeFeed<T> {

    /** {@return the changes from now on, as {@link #changes(FeedStart)}} */
    default Flux<ChangeEvent<T>> changes() {
        return changes(FeedStart.now());
    }

    /**
     * The changes from a place on.
     * <ul>
     * <li><b>Emits</b> events, live, without end. What is written before {@link FeedStart#now} has found its place is not among them: take {@link #position} first where that
     *     matters.
     * <li><b>Errors</b> {@link ResumeTokenExpiredException}, {@link HistoryRewoundException}, {@link InvalidResumeTokenException}; what a command may signal. A lost connection is
     *     no error for as long as commands are retried: the feed goes on where it was.
     * <li><b>Backpressure</b> events are read on demand only, up to 256 of a partition at a time: the server keeps what the subscriber has not asked for.
     * <li><b>Cancellation</b> stops reading.
     * <li><b>Threading</b> signals on an I/O thread or a parallel one; do not block.
     * <li><b>Redis</b> one {@code XRANGE} for each partition that a message on the doorbell channel names, all in one round trip; for all partitions, with one {@code HMGET} each,
     *     every second, in case a message was lost. One pub/sub connection for all feeds of a repository.
     * </ul>
     *
     * @param start where to begin
     * @return a cold publisher
     */
    Flux<ChangeEvent<T>> changes(FeedStart start);

    /**
     * The place of the last event.
     * <ul>
     * <li><b>Emits</b> a token: {@code changes(FeedStart.after(token))} misses nothing that is written from then on.
     * <li><b>Redis</b> one {@code HMGET} for each partition, in 1 round trip.
     * </ul>
     *
     * @return a cold publisher of one token
     */
    Mono<ResumeToken> position();
}
