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
     * Visits a circle.
     *
     * @param predicate the predicate
     * @return the result
     */
    R within(Predicate.Within predicate);

    /**
     * Visits the outside of a circle.
     *
     * @param predicate the predicate
     * @return the result
     */
    R notWithin(Predicate.NotWithin predicate);

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
