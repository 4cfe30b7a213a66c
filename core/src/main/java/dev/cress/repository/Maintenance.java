package dev.cress.repository;

import dev.cress.write.DropProgress;
import dev.cress.write.FieldSelection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Work on everything that is stored of a type: for operators and migrations, while programs read and write. Publishers behave as those of {@link ReactiveRepository}.
 *
 * <pre>{@code
 * interface Cities extends ReactiveRepository<City, String>, Maintenance<City> {}
 *
 * cities.dropFields(FieldSelection.none().named("fax").startingWith("tmp_")).doOnNext(progress -> keep(progress.token()))
 * }</pre>
 *
 * @param <T> the entity type
 */
public interface Maintenance<T> {

    /**
     * Removes fields of all entities, above all those that no property has any more. As {@link #dropFields(FieldSelection, String)}, from the beginning.
     *
     * @param fields which
     * @return a cold stream of how far it has come
     * @throws dev.cress.error.FieldsInUseException if a field holds what the type needs, thrown on call
     */
    default Flux<DropProgress> dropFields(FieldSelection fields) {
        return dropFields(fields, "");
    }

    /**
     * Removes fields of all entities, from a place on. An entity that has any of them gets another version, and its change is announced, as by any write; callbacks are not called, dates and
     * users not set, lives not begun anew. A field whose property is indexed, primitive or a part of the id, has a default or says how long entities live is refused. Where a class refuses a null by
     * itself, its entities cannot be read afterwards.
     * <ul>
     * <li><b>Emits</b> progress after each page of up to 256 entities, by the bytes of their ids, and once at the end; nothing for an empty selection. An entity that is stored throughout is looked at; one that
     *     comes meanwhile perhaps, so stop programs that still write the fields first.
     * <li><b>Errors</b> {@link dev.cress.error.StoredDataException} when a key holds what no entity is; what was removed before stays removed, and the last token is the place to go on.
     * <li><b>Backpressure</b> the next page is done when progress is asked for; memory is their ids and one page of ids for each partition.
     * <li><b>Cancellation</b> what is under way is done still. To go on from any token that was emitted misses nothing: what is done twice changes nothing.
     * <li><b>Atomicity</b> each entity by itself, in one script; of more than 1,000 fields 1,000 at a time.
     * <li><b>Redis</b> {@code ZCARD} for each partition, {@code ZRANGEBYLEX} in pages, one {@code EVALSHA entity/drop} for each entity, a page in one round trip for each node.
     * </ul>
     *
     * @param fields which
     * @param token where an earlier removal of the same fields had come to, {@link DropProgress#token}; empty for the beginning
     * @return a cold stream of how far it has come
     * @throws dev.cress.error.FieldsInUseException if a field holds what the type needs, thrown on call
     * @throws IllegalArgumentException if the token is none, thrown on call
     */
    Flux<DropProgress> dropFields(FieldSelection fields, String token);

    /**
     * Removes all entities, one by one, as {@link ReactiveRepository#deleteAll()} does, and tells how far it is. To go on after it broke off, call it again: what is gone is not met any more.
     * <ul>
     * <li><b>Emits</b> progress after each page of up to 1,000 entities, and once at the end.
     * <li><b>Errors</b> as {@link ReactiveRepository#deleteById(Object)}; what was removed before stays removed.
     * <li><b>Backpressure</b> the next page is removed when progress is asked for.
     * <li><b>Cancellation</b> stops with the entities that are under way.
     * <li><b>Atomicity</b> each entity by itself; one that is stored meanwhile may stay.
     * <li><b>Redis</b> {@code ZCARD} for each partition, {@code ZRANGEBYLEX} in pages, one script for each entity, up to 256 at a time.
     * </ul>
     *
     * @return a cold stream of how far it has come
     */
    Flux<DropProgress> dropAll();

    /**
     * Brings renames from one partition to another to an end that were broken off, because a program died or a server could not be reached: those whose entity has left its partition arrive, the others
     * leave everything as it was. Contexts that sweep do it by themselves when a store is opened, and whoever writes such an id does it for that. One that is under way meanwhile begins anew. What
     * referred to the entities follows, also where a rename within a partition was broken off before it did.
     * <ul>
     * <li><b>Emits</b> how many there were.
     * <li><b>Errors</b> what requests may signal; to go on, call it again. Why one cannot be finished, whoever tries, is told after the others.
     * <li><b>Atomicity</b> each by itself.
     * <li><b>Redis</b> {@code HSCAN} of one key for each partition, all in one round trip of each node; for each rename 4 round trips, and 3 for each value that is unique in all partitions.
     * </ul>
     *
     * @return a cold publisher of one value
     */
    Mono<Long> finishRenames();

    /**
     * Brings deletions, and ends of lives, to an end that were broken off before all that refers to the entities was changed as {@link dev.cress.annotation.ReferencedBy} says. Cress does so by itself twice a minute,
     * unless it was told not to sweep, and before the id of such an entity is used again.
     * <ul>
     * <li><b>Emits</b> how many entities of this type there were whose referrers were not known to be changed; some of them may be on their way.
     * <li><b>Errors</b> what a deletion or a patch of a referrer may signal; to go on, call it again. Why some cannot be brought to an end, whoever tries, or the notes of a partition not be read, is told after the others.
     * <li><b>Atomicity</b> each referrer by itself.
     * <li><b>Redis</b> {@code HSCAN} of one key for each partition, of this type and of those that its cascades lead to; then as the deletions.
     * </ul>
     *
     * @return a cold publisher of one value
     */
    Mono<Long> finishDeletions();
}
