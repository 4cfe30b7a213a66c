package dev.cress.repository;

import java.util.Map;
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
     * The keys of what lies beside the entity's hash.
     * <ul>
     * <li><b>Emits</b> by the name of each list and byte stream of the type its key, stored or not; bytes of an id that are no UTF-8 are replaced.
     * <li><b>Errors</b> {@link dev.cress.error.LayoutMismatchException}.
     * <li><b>Redis</b> nothing, once the model's layout record was read.
     * </ul>
     *
     * @return a cold publisher of one map, which is empty for a type that has none
     */
    Mono<Map<String, String>> attachmentKeys();

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
