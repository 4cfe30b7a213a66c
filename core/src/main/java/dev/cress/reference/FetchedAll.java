package dev.cress.reference;

import java.util.List;

/**
 * An entity with all others that it refers to.
 *
 * @param owner what holds the references
 * @param targets what they refer to, in the order of the references; without those that are not stored, or cannot be read
 * @param <E> type of the owner
 * @param <T> type of the targets
 */
public record FetchedAll<E, T>(E owner, List<T> targets) {

    /** Copies the list. */
    public FetchedAll {
        targets = List.copyOf(targets);
    }
}
