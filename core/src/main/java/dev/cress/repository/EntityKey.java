package dev.cress.repository;

import reactor.core.publisher.Mono;

/**
 * Where an entity is, stored or not: from {@link ReactiveRepository#key} and {@link ReactiveRepository#keyOf}. Keys are equal when they are of one model and id.
 *
 * @param <T> the entity type
 */
public interface EntityKey<T> {

    /** {@return model and id, {@code city:3448439}; not the key in Redis, which depends on the partition} */
    @Override
    String toString();

    /**
     * The key of the entity's hash.
     * <ul>
     * <li><b>Emits</b> the key; bytes of an id that are no UTF-8 are replaced.
     * <li><b>Errors</b> {@link dev.cress.error.LayoutMismatchException}.
     * <li><b>Redis</b> nothing, once the model's layout record was read.
     * </ul>
     *
     * @return a cold publisher of one text
     */
    Mono<String> redisKey();

    /**
     * As {@link ReactiveRepository#findById}.
     *
     * @return a cold publisher of one entity or none
     */
    Mono<T> find();

    /**
     * As {@link ReactiveRepository#existsById}.
     *
     * @return a cold publisher of one value
     */
    Mono<Boolean> exists();
}
