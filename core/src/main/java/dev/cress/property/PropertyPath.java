package dev.cress.property;

import dev.cress.reference.Ref;
import org.jspecify.annotations.Nullable;

/**
 * A value inside a property, named by method references: {@code PropertyPath.of(Order::customer).then(Customer::address).then(Address::city)}. A value, free to be shared.
 *
 * @param name names of the members, separated by dots
 * @param <T> the entity type
 * @param <V> type of the value
 */
@SuppressWarnings("unused") // the types exist for the compiler only
public record PropertyPath<T, V extends @Nullable Object>(String name) {

    /**
     * Begins a path.
     *
     * @param property a property
     * @param <T> the entity type
     * @param <V> its type
     * @return the path
     */
    public static <T, V extends @Nullable Object> PropertyPath<T, V> of(PropertyReference<T, V> property) {
        return new PropertyPath<>(PropertyNames.of(property));
    }

    /**
     * Begins a path to what a reference leads to: {@code PropertyPath.through(Order::customer).then(Customer::city)}.
     *
     * @param reference a property that refers to an entity
     * @param <T> the entity type
     * @param <E> the type that is referred to
     * @return the path
     */
    public static <T, E> PropertyPath<T, E> through(PropertyReference<T, ? extends @Nullable Ref<E>> reference) {
        return new PropertyPath<>(PropertyNames.of(reference));
    }

    /**
     * Goes on to what the reference at its end leads to.
     *
     * @param reference a member that refers to an entity
     * @param <E> the type that is referred to
     * @return the longer path
     */
    public <E> PropertyPath<T, E> thenThrough(PropertyReference<V, ? extends @Nullable Ref<E>> reference) {
        return new PropertyPath<>(name + "." + PropertyNames.of(reference));
    }

    /**
     * Goes on.
     *
     * @param member a member of the value
     * @param <W> its type
     * @return the longer path
     */
    public <W extends @Nullable Object> PropertyPath<T, W> then(PropertyReference<V, W> member) {
        return new PropertyPath<>(name + "." + PropertyNames.of(member));
    }
}
