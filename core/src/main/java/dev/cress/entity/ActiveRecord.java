package dev.cress.entity;

import reactor.core.publisher.Mono;

/**
 * An entity that saves, deletes and reads itself anew. Every entity of such a type that a repository emits is bound to that repository; one that was just made is bound by
 * {@code repository.bind(entity)}. The type keeps the binding in a field that is not stored:
 *
 * <pre>{@code
 * private transient @Nullable EntityBinding<Account> binding;
 *
 * public void bind(EntityBinding<Account> given) { binding = given; }
 *
 * public EntityBinding<Account> binding() { return requireNonNull(binding, "not bound"); }
 * }</pre>
 *
 * <p>Entities stay immutable: {@link #save} emits the one with the new version.
 *
 * @param <T> the type itself
 */
public interface ActiveRecord<T extends ActiveRecord<T>> {

    /**
     * Called with what the entity is to work with, before anybody else sees it.
     *
     * @param binding what {@link #binding} is to give from now on
     */
    void bind(EntityBinding<T> binding);

    /**
     * What the entity works with.
     *
     * @return what {@link #bind} was called with
     */
    EntityBinding<T> binding();

    /**
     * As {@code ReactiveRepository.save}.
     *
     * @return a cold publisher of the stored entity
     */
    @SuppressWarnings("unchecked") // T is the type itself
    default Mono<T> save() {
        return binding().save((T) this);
    }

    /**
     * As {@code ReactiveRepository.delete}.
     *
     * @return a cold publisher: whether this call removed it
     */
    @SuppressWarnings("unchecked") // T is the type itself
    default Mono<Boolean> delete() {
        return binding().delete((T) this);
    }

    /**
     * Reads what is stored under this entity's id.
     *
     * @return a cold publisher, empty when nothing is
     */
    @SuppressWarnings("unchecked") // T is the type itself
    default Mono<T> reload() {
        return binding().reload((T) this);
    }
}
