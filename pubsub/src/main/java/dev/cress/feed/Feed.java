package dev.cress.feed;

import dev.cress.property.PropertyReference;
import dev.cress.query.criteria.Criteria;
import reactor.core.publisher.Flux;

/**
 * Which changes are wanted, and from where on. Immutable: each method gives a new feed, and a half-described one can be shared.
 *
 * <p><b>Order and delivery</b> Events of one entity come in the order of their writes, each at least once. Events in different partitions come in no particular order. After a restart from a
 * token, events come again that were signalled after it; (id, version) tells them apart.
 *
 * <p><b>Filters</b> are applied where the feed is read, and hold together. An update names the old and new values of those indexed properties that it changed; what a condition asks of another one
 * cannot be told from the event, and such an event passes. Creations, deletions and rows of a snapshot name all.
 *
 * <pre>{@code
 * Flux<FeedSignal<City>> growth = cities.feed()
 *     .from(FeedStart.snapshot()).changed(City::population).after(where(City::country).is("BR"))
 *     .signals();
 * }</pre>
 *
 * @param <T> the entity type
 */
public interface Feed<T> {

    /**
     * Begins elsewhere than with the next change.
     *
     * @param start where
     * @return the changed feed
     */
    Feed<T> from(FeedStart start);

    /**
     * Wants some operations only.
     *
     * @param first an operation
     * @param more others
     * @return the narrowed feed
     */
    Feed<T> operations(Operation first, Operation... more);

    /**
     * Wants no updates but those that change a property; called again, those that change this or an earlier one.
     *
     * @param property a property
     * @return the narrowed feed
     */
    Feed<T> changed(PropertyReference<T, ?> property);

    /**
     * As {@link #changed(PropertyReference)}.
     *
     * @param property name of a property
     * @return the narrowed feed
     * @throws dev.cress.query.criteria.InvalidQueryException when there is no such property
     */
    Feed<T> changed(String property);

    /**
     * Wants changes of what met criteria; not of what was not there.
     *
     * @param criteria conditions on indexed properties
     * @return the narrowed feed
     * @throws dev.cress.query.criteria.InvalidQueryException when they ask for another property
     */
    Feed<T> before(Criteria<T> criteria);

    /**
     * Wants changes after which criteria are met; not those that remove.
     *
     * @param criteria conditions on indexed properties
     * @return the narrowed feed
     * @throws dev.cress.query.criteria.InvalidQueryException when they ask for another property
     */
    Feed<T> after(Criteria<T> criteria);

    /**
     * Says what to do when events were lost before they were read. By default the feed fails.
     *
     * @param policy what to do
     * @return the changed feed
     */
    Feed<T> onLoss(LossPolicy policy);

    /**
     * The changes, with what is to be known of them.
     * <ul>
     * <li><b>Emits</b> {@link FeedSignal.Subscribed} first; live, without end.
     * <li><b>Errors</b> {@link InvalidResumeTokenException}; {@link ResumeTokenExpiredException} and {@link HistoryRewoundException} unless {@link #onLoss} says otherwise; what a
     *     command may signal. A lost connection is no error for as long as commands are retried.
     * <li><b>Backpressure</b> events are read on demand only, up to 256 of a partition at a time: the server keeps what the subscriber has not asked for. A snapshot holds up to 256
     *     rows, and knows the versions of those.
     * <li><b>Cancellation</b> stops reading.
     * <li><b>Threading</b> signals on an I/O thread or a parallel one; do not block.
     * <li><b>Redis</b> one {@code XRANGE} for each partition whose doorbell rang, all in one round trip; for all partitions, with one {@code HMGET} each,
     *     every second, in case a message was lost. A snapshot: for each 256 entities of a partition {@code ZRANGEBYLEX}, {@code HMGET}s, {@code HMGET} of its counter and the
     *     {@code XRANGE} of what happened meanwhile. One pub/sub connection for all feeds of a repository.
     * </ul>
     *
     * @return a cold publisher
     */
    Flux<FeedSignal<T>> signals();

    /**
     * The changes alone, without what is to be known of them: of {@link #signals} the events.
     *
     * @return a cold publisher
     */
    Flux<ChangeEvent<T>> events();
}
