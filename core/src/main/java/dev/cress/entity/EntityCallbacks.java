package dev.cress.entity;

import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * What an application does around writes and reads of one type. The order of a save is: {@link #beforeConvert}, then a generated id, defaults, dates and users are set,
 * {@link #beforeSave}, then all is validated and written, {@link #afterSave}. Of a read: the entity is built, {@link #afterLoad}. Of a delete: {@link #beforeDelete},
 * the delete, {@link #afterDelete}. Of a patch: {@link #beforePatch}, single values are validated, dates and users are set, the patch, {@link #afterLoad} with the entity
 * that it gives, if it is asked for one, {@link #afterPatch}. Several for one type are called in the order in which they were added.
 *
 * <p>An error of a callback is that of the operation; before the write it means that nothing was written. The callbacks run on the thread on which they are called,
 * mostly the connection's I/O thread, and must not block. Safe for use by many threads.
 *
 * @param <T> the entity type
 */
public interface EntityCallbacks<T> {

    /**
     * Called first, with the entity as it was given to {@code save}, {@code insert} or {@code update}: to complete it.
     *
     * @param entity an entity
     * @return a publisher of what is to be saved instead, or the same
     */
    default Mono<T> beforeConvert(T entity) {
        return Mono.just(entity);
    }

    /**
     * Called with everything set, right before the entity is validated and written.
     *
     * @param entity an entity
     * @return a publisher of what is to be written instead, or the same; its id is taken from here
     */
    default Mono<T> beforeSave(T entity) {
        return Mono.just(entity);
    }

    /**
     * Called with what was stored, with its new version. The entity is stored whatever comes of this.
     *
     * @param entity an entity
     * @return a publisher of what the save emits instead, or the same
     */
    default Mono<T> afterSave(T entity) {
        return Mono.just(entity);
    }

    /**
     * Called with each entity that is read.
     *
     * @param entity an entity
     * @return a publisher of what the read emits instead, or the same
     */
    default Mono<T> afterLoad(T entity) {
        return Mono.just(entity);
    }

    /**
     * Called before an entity is deleted, whether it is stored or not.
     *
     * @param id its id as text
     * @return a publisher that completes for the delete to go on
     */
    default Mono<Void> beforeDelete(String id) {
        return Mono.empty();
    }

    /**
     * Called after an entity was deleted; not when none was stored.
     *
     * @param id its id as text
     * @return a publisher that completes for the delete to be reported
     */
    default Mono<Void> afterDelete(String id) {
        return Mono.empty();
    }

    /**
     * Called before an entity is patched, whether it is stored or not: a patch has no entity to show. The callbacks of saves are not called.
     *
     * @param id its id as text
     * @param properties names of the properties that the patch changes
     * @return a publisher that completes for the patch to go on
     */
    default Mono<Void> beforePatch(String id, Set<String> properties) {
        return Mono.empty();
    }

    /**
     * Called after a patch that was not refused.
     *
     * @param id id of the entity as text
     * @param version version that is stored now
     * @return a publisher that completes for the patch to be reported
     */
    default Mono<Void> afterPatch(String id, long version) {
        return Mono.empty();
    }
}
