package dev.cress.query.predicate;

/**
 * One method for each kind of predicate.
 *
 * @param <R> type of the result
 */
public interface PredicateVisitor<R> {

    /**
     * Visits everything.
     *
     * @param predicate the predicate
     * @return the result
     */
    R always(Predicate.Always predicate);

    /**
     * Visits nothing.
     *
     * @param predicate the predicate
     * @return the result
     */
    R never(Predicate.Never predicate);

    /**
     * Visits a set of values.
     *
     * @param predicate the predicate
     * @return the result
     */
    R inRanges(Predicate.InRanges predicate);

    /**
     * Visits a part of the earth.
     *
     * @param predicate the predicate
     * @return the result
     */
    R area(Predicate.Area predicate);

    /**
     * Visits a condition on a stored value.
     *
     * @param predicate the predicate
     * @return the result
     */
    R stored(Predicate.Stored predicate);

    /**
     * Visits a negation.
     *
     * @param predicate the predicate
     * @return the result
     */
    R not(Predicate.Not predicate);

    /**
     * Visits a conjunction.
     *
     * @param predicate the predicate
     * @return the result
     */
    R and(Predicate.And predicate);

    /**
     * Visits a disjunction.
     *
     * @param predicate the predicate
     * @return the result
     */
    R or(Predicate.Or predicate);
}
