package dev.cress.repository;

import dev.cress.write.WriteOptions;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The {@link dev.cress.annotation.CappedList} of one entity: the last elements that were pushed. What is pushed is no change of the entity: it has no version and no event, and no save can overwrite it. It goes
 * with the entity, in the same script, and is absent from the end of its life on.
 *
 * <p>Publishers behave as those of {@link ReactiveRepository}. Immutable and safe for use by many threads.
 *
 * @param <E> type of the elements
 */
public interface EntityList<E> {

    /**
     * Adds an element as the newest. As {@link #pushAll(Collection, WriteOptions)}.
     *
     * @param element the element
     * @return a cold publisher of how many elements the list has then
     */
    default Mono<Long> push(E element) {
        return pushAll(List.of(element));
    }

    /**
     * Adds elements. As {@link #pushAll(Collection, WriteOptions)}, without options.
     *
     * @param elements the elements, the newest last
     * @return a cold publisher of how many elements the list has then
     */
    default Mono<Long> pushAll(Collection<? extends E> elements) {
        return pushAll(elements, WriteOptions.DEFAULT);
    }

    /**
     * Adds elements, and removes the oldest ones beyond the length that the type declares.
     * <ul>
     * <li><b>Emits</b> how many elements the list has then.
     * <li><b>Errors</b> {@link dev.cress.error.EntityNotFoundException} if the entity is not stored; {@link dev.cress.error.OutcomeUnknownException} at the deadline of the operation: it has a token unless the
     *     options say otherwise, and is sent again when its reply is lost, so that it takes effect once.
     * <li><b>Atomicity</b> one script in one slot: all or nothing, whatever others push.
     * <li><b>Redis</b> {@code EVALSHA attachment/push}: 1 round trip, 2 when the server has not seen the script; O(elements), whatever the length of the list. The token is a key of some 150 bytes for {@code
     *     CressOptions.writeIdRetention}, two minutes by default; a busy list whose elements may be doubled or lost can do without, {@code WriteOptions.DEFAULT.withoutToken()}.
     * </ul>
     *
     * @param elements the elements, the newest last
     * @param options write id, which names this beside a write of the entity, token and replicas
     * @return a cold publisher of one length
     * @throws dev.cress.error.InvalidEntityException if an element has no stored form, thrown on call
     * @throws IllegalArgumentException if there are none, or the options ask for what only a write of the entity can do, thrown on call
     */
    Mono<Long> pushAll(Collection<? extends E> elements, WriteOptions options);

    /**
     * Streams the elements, the newest first; {@code take(10)} reads ten.
     * <ul>
     * <li><b>Emits</b> each element that is there throughout exactly once; none that is pushed after the first page was read; those that others push out meanwhile perhaps. Nothing if the entity is not stored; ends
     *     when it is deleted meanwhile. An element that cannot be read is left out and reported, see {@link dev.cress.entity.EntityOptions.Builder#onUnreadable}.
     * <li><b>Backpressure</b> pages are read on demand: 16 elements first, whatever their size, since it is not known before, then 128 at most and fewer where those of the page before were large, some 256 KiB; memory is
     *     one page. Who asks for fewer at first gets fewer: {@code take(1)} and {@code limitRate(1)} read one.
     * <li><b>Cancellation</b> no further page is read.
     * <li><b>Redis</b> {@code EVALSHA attachment/elements}: 1 round trip for a page.
     * </ul>
     *
     * @return a cold stream
     */
    Flux<E> newestFirst();

    /**
     * Streams the elements, the oldest first. As {@link #newestFirst()}, but emits what is pushed meanwhile too.
     *
     * @return a cold stream
     */
    Flux<E> oldestFirst();

    /**
     * Counts the elements.
     * <ul>
     * <li><b>Emits</b> their number; completes empty when the entity is not stored.
     * <li><b>Redis</b> {@code EVALSHA attachment/elements}: 1 round trip.
     * </ul>
     *
     * @return a cold publisher of one number or none
     */
    Mono<Long> size();

    /**
     * Removes all elements.
     * <ul>
     * <li><b>Emits</b> whether there were any.
     * <li><b>Errors</b> {@link dev.cress.error.OutcomeUnknownException} at the deadline of the operation: it has a token and is sent again when its reply is lost, so that it does not remove what comes after it.
     * <li><b>Redis</b> {@code EVALSHA attachment/clear}: 1 round trip.
     * </ul>
     *
     * @return a cold publisher of one value
     */
    Mono<Boolean> clear();
}
