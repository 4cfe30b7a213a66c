package dev.cress.query;

/**
 * Queries over a type: extend it in a repository interface beside {@code ReactiveRepository}.
 *
 * @param <T> the entity type
 */
public interface Queryable<T> {

    /** {@return a query for everything, to be narrowed; sends nothing} */
    Query<T> query();
}
