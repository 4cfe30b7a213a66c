package dev.cress.entity;

import reactor.core.publisher.Mono;

/**
 * What an {@link ActiveRecord} does its work with: the repository that read or stored it.
 *
 * @param <T> the entity type
 */
public interface EntityBinding<T> {

    /**
     * As {@code ReactiveRepository.save}.
     *
     * @param entity an entity
     * @return a cold publisher of the stored entity
     */
    Mono<T> save(T entity);

    /**
     * As {@code ReactiveRepository.delete}.
     *
     * @param entity an entity
     * @return a cold publisher: whether this call removed it
     */
    Mono<Boolean> delete(T entity);

    /**
     * Reads the entity with the id of another.
     *
     * @param entity an entity
     * @return a cold publisher of what is stored, empty when nothing is
     */
    Mono<T> reload(T entity);
}
