package dev.cress.reference;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entity with another that it refers to.
 *
 * @param owner what holds the reference
 * @param target what it refers to; null when there is no reference, when the entity is not stored, or cannot be read
 * @param <E> type of the owner
 * @param <T> type of the target
 */
public record Fetched<E, T>(E owner, @Nullable T target) {

    /** {@return the target, empty when there is none} */
    public Optional<T> found() {
        return Optional.ofNullable(target);
    }
}
