package dev.cress.feed;

import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Programs that share the work on a feed: each partition is handled by one member at a time, so each entity's changes are handled in order. How many can work at a time is the number of
 * partitions.
 *
 * <p><b>Delivery</b> Each event is handled at least once. It is done when what the handler returned completes; places are kept in the partition's slot, after up to {@value #COMMIT_EVERY} events or
 * a tenth of the lease. What was done and not kept when a member ended comes again: (id, version) tells, see {@link Delivery#idempotencyKey}.
 *
 * <p><b>Failure</b> A handler that fails is called again for the same event, after a growing pause, while the events after it in its partition, or of its entity only, by {@link GroupOptions.Builder#order}, wait; after the last attempt the event goes to the dead
 * letters and the next one is handled. The group never ends because a handler fails.
 *
 * <p><b>One at a time</b> A member has a partition for the time of a lease, which it prolongs while it lives. One that was stopped for longer finds its lease taken: it keeps no place and handles
 * nothing more. What its handler had begun goes on beside the new member's work; who must exclude that checks {@link Delivery#fence} where it writes.
 *
 * @param <T> the entity type
 */
public interface ConsumerGroup<T> {

    /** Most events of a partition that are read while an earlier one is not done, where only the events of its entity wait. */
    int AHEAD = 1_024;

    /** Most events that are done before a place is kept. */
    int COMMIT_EVERY = 64;

    /**
     * Works as a member of the group for as long as it is subscribed.
     * <ul>
     * <li><b>Emits</b> what happens to this member; without end. Signals that are not asked for are dropped, the work goes on.
     * <li><b>Errors</b> {@link ResumeTokenExpiredException} and {@link HistoryRewoundException} unless {@link GroupOptions.Builder#onLoss} says otherwise;
     *     {@link dev.cress.error.StoredDataException} for a place or an event that is none; {@link dev.cress.error.RedisUnavailableException} when the context is closed.
     * <li><b>Cancellation</b> cancels handlers, and gives the partitions back.
     * <li><b>Threading</b> handlers are called on {@code Schedulers.parallel()}, one at a time for each partition; they must not block.
     * <li><b>Redis</b> a third of the lease: {@code EVALSHA feed/join}, {@code feed/commit} for each partition held, {@code feed/lease} for partitions wanted; for each batch of events
     *     {@code XRANGE} and {@code feed/commit}.
     * </ul>
     *
     * @param handler called with each event; completion is an acknowledgement, an error is a refusal
     * @return a cold publisher; each subscription is a member of its own
     */
    Flux<GroupSignal> run(Function<? super Delivery<T>, ? extends Publisher<?>> handler);

    /**
     * Lets no member begin with another event, also none that comes later, until {@link #resume}. What is being handled is finished; partitions are given back.
     *
     * @return a cold publisher that completes when it is written; members notice within a third of their lease
     */
    Mono<Void> pause();

    /**
     * Lets the group go on.
     *
     * @return a cold publisher that completes when it is written; members notice within a third of their lease
     */
    Mono<Void> resume();

    /**
     * How many events the group has not done yet, over all partitions.
     *
     * @return a cold publisher of one number
     */
    Mono<Long> lag();

    /**
     * The events that could not be handled, oldest first within a partition.
     * <ul>
     * <li><b>Emits</b> those that there are; completes.
     * <li><b>Backpressure</b> up to 256 are read at a time.
     * </ul>
     *
     * @return a cold publisher
     */
    Flux<DeadLetter<T>> deadLetters();

    /**
     * Handles dead letters again, one after the other, and removes those that are done. Later changes of the same entities may have been handled long since: compare versions.
     *
     * @param handler called with each; one that fails leaves its letter where it is
     * @return a cold publisher of the number that are done
     */
    Mono<Long> replay(Function<? super Delivery<T>, ? extends Publisher<?>> handler);

    /**
     * Removes a dead letter.
     *
     * @param letter a letter
     * @return a cold publisher of whether it was there
     */
    Mono<Boolean> discard(DeadLetter<T> letter);
}
