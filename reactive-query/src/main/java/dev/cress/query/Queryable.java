package dev.cress.query;

import dev.cress.query.criteria.Criteria;
import java.util.function.Predicate;

/**
 * Queries over a type: extend it in a repository interface beside {@code ReactiveRepository}.
 *
 * @param <T> the entity type
 */
public interface Queryable<T> {

    /** {@return a query for everything, to be narrowed; sends nothing} */
    Query<T> query();

    /**
     * Makes of criteria a test of entities in hand: it says of an entity as it is what a query would say of it as it is stored, and asks nobody. The test fails with
     * {@link dev.cress.error.InvalidEntityException} for an entity that cannot be stored.
     *
     * @param criteria criteria
     * @return a test, for any number of entities and threads
     * @throws dev.cress.query.criteria.InvalidQueryException when they do not fit the type, or ask for what others are that are referred to, or for what is around another entity, thrown on call
     */
    Predicate<T> test(Criteria<T> criteria);
}
