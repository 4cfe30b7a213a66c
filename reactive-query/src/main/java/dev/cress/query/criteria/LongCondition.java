package dev.cress.query.criteria;

import java.util.Arrays;

/**
 * What can be said of a property of a primitive integral type. As {@link Condition}, with plain numbers.
 *
 * @param <R> what completing the condition gives: criteria, or a query
 */
public final class LongCondition<R> {

    private final Condition<Long, R> condition;

    /**
     * A condition to complete.
     *
     * @param condition the same condition over wrappers
     */
    public LongCondition(Condition<Long, R> condition) {
        this.condition = condition;
    }

    /**
     * The property equals a value.
     *
     * @param value a value
     * @return the completed condition
     */
    public R is(long value) {
        return condition.is(value);
    }

    /**
     * The property differs from a value.
     *
     * @param value a value
     * @return the completed condition
     */
    public R isNot(long value) {
        return condition.isNot(value);
    }

    /**
     * The property equals one of some values.
     *
     * @param values values; with none, nothing is asked for
     * @return the completed condition
     */
    public R in(long... values) {
        return condition.in(Arrays.stream(values).boxed().toList());
    }

    /**
     * The property equals none of some values.
     *
     * @param values values
     * @return the completed condition
     */
    public R notIn(long... values) {
        return condition.notIn(Arrays.stream(values).boxed().toArray(Long[]::new));
    }

    /**
     * The property is less than a value.
     *
     * @param value a value
     * @return the completed condition
     */
    public R lessThan(long value) {
        return condition.lessThan(value);
    }

    /**
     * The property is a value or less.
     *
     * @param value a value
     * @return the completed condition
     */
    public R atMost(long value) {
        return condition.atMost(value);
    }

    /**
     * The property is greater than a value.
     *
     * @param value a value
     * @return the completed condition
     */
    public R greaterThan(long value) {
        return condition.greaterThan(value);
    }

    /**
     * The property is a value or greater.
     *
     * @param value a value
     * @return the completed condition
     */
    public R atLeast(long value) {
        return condition.atLeast(value);
    }

    /**
     * The property lies between two values, both included.
     *
     * @param least the least
     * @param greatest the greatest
     * @return the completed condition
     */
    public R between(long least, long greatest) {
        return condition.between(least, greatest);
    }
}
