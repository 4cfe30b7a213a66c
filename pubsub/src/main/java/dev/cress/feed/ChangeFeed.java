package dev.cress.feed;

import dev.cress.query.Query;
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
     * The changes from a place on, as {@link Feed#events}.
     *
     * @param start where to begin. What is written before {@link FeedStart#now} has found its place is not among them: take {@link #position} first where that matters.
     * @return a cold publisher
     */
    default Flux<ChangeEvent<T>> changes(FeedStart start) {
        return feed().from(start).events();
    }

    /** {@return all changes from now on, to be narrowed; sends nothing} */
    Feed<T> feed();

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

    /**
     * Removes old events, beyond what each write removes by itself. Whoever has not read them is told so.
     * <ul>
     * <li><b>Emits</b> the number of events removed.
     * <li><b>Redis</b> one {@code XTRIM} for each partition, in 1 round trip.
     * </ul>
     *
     * @param retention what is kept
     * @return a cold publisher of one number
     */
    Mono<Long> trim(Retention retention);

    /**
     * A consumer group: programs that share the work. Sends nothing.
     *
     * @param name {@code [A-Za-z0-9_]{1,48}}; programs that use the same name share
     * @param options settings
     * @return the group
     */
    ConsumerGroup<T> group(String name, GroupOptions options);

    /**
     * The result of a query, kept up to date.
     * <ul>
     * <li><b>Emits</b> {@link LiveSignal.Ready} first, then what changes; live, without end. Several changes that were read together show as one: the last state counts.
     * <li><b>Errors</b> {@link dev.cress.query.execute.ResultLimitExceededException} when a query without a limit has more than 10,000 results; {@link
     *     dev.cress.query.criteria.InvalidQueryException} for a limit without an order; as the query and {@link Feed#signals}, except that lost events are made up for by running the
     *     query again.
     * <li><b>Backpressure</b> nothing is read that is not asked for; a slow subscriber gets fewer, later states. Memory is the result, and the changes of one page of up to 256 events
     *     a partition.
     * <li><b>Cancellation</b> stops reading.
     * <li><b>Threading</b> signals on an I/O thread or a parallel one; do not block.
     * <li><b>Redis</b> the query at first; then as a feed, with one {@code HMGET} for each entity that was changed and may belong to the result; the query again when one leaves a full
     *     window, since only the index knows the next.
     * </ul>
     *
     * @param query what is asked: {@code repository.query()…}
     * @return a cold publisher
     */
    Flux<LiveSignal<T>> live(Query<T> query);
}
