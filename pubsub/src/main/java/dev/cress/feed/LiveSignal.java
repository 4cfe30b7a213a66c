package dev.cress.feed;

import java.util.List;

/**
 * How the result of a live query changes. Applied one after the other to the list of {@link Ready}, the signals give the result: as the query would give it now, as soon as nothing is written any more.
 *
 * @param <T> the entity type
 */
public sealed interface LiveSignal<T> {

    /**
     * The result at first.
     *
     * @param result in the query's order, by id where it has none
     * @param <T> the entity type
     */
    record Ready<T>(List<T> result) implements LiveSignal<T> {

        /** Copies the list. */
        public Ready {
            result = List.copyOf(result);
        }
    }

    /**
     * An entity belongs to the result now.
     *
     * @param entity the entity
     * @param index where it is inserted
     * @param <T> the entity type
     */
    record Entered<T>(T entity, int index) implements LiveSignal<T> {}

    /**
     * An entity has changed and stays where it is.
     *
     * @param entity the entity
     * @param index where it is
     * @param <T> the entity type
     */
    record Updated<T>(T entity, int index) implements LiveSignal<T> {}

    /**
     * An entity has changed and its place too.
     *
     * @param entity the entity
     * @param from where it is taken out
     * @param to where it is inserted then
     * @param <T> the entity type
     */
    record Moved<T>(T entity, int from, int to) implements LiveSignal<T> {}

    /**
     * An entity belongs to the result no more: it is gone, or meets the conditions no more, or others come before it.
     *
     * @param entity the entity as it was
     * @param index where it is taken out
     * @param <T> the entity type
     */
    record Left<T>(T entity, int index) implements LiveSignal<T> {}
}
