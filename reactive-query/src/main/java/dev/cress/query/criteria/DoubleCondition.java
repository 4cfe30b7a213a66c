package dev.cress.query.criteria;

import java.util.Arrays;

/**
 * What can be said of a property of a primitive floating-point type. As {@link Condition}, with plain numbers.
 *
 * @param <R> what completing the condition gives: criteria, or a query
 */
public final class DoubleCondition<R> {

    private final Condition<Double, R> condition;

    /**
     * A condition to complete.
     *
     * @param condition the same condition over wrappers
     */
    public DoubleCondition(Condition<Double, R> condition) {
        this.condition = condition;
    }

    /**
     * The property equals a value.
     *
     * @param value a value
     * @return the completed condition
     */
    public R is(double value) {
        return condition.is(value);
    }

    /**
     * The property differs from a value.
     *
     * @param value a value
     * @return the completed condition
     */
    public R isNot(double value) {
        return condition.isNot(value);
    }

    /**
     * The property equals one of some values.
     *
     * @param values values; with none, nothing is asked for
     * @return the completed condition
     */
    public R in(double... values) {
        return condition.in(Arrays.stream(values).boxed().toList());
    }

    /**
     * The property equals none of some values.
     *
     * @param values values
     * @return the completed condition
     */
    public R notIn(double... values) {
        return condition.notIn(Arrays.stream(values).boxed().toArray(Double[]::new));
    }

    /**
     * The property is less than a value.
     *
     * @param value a value
     * @return the completed condition
     */
    public R lessThan(double value) {
        return condition.lessThan(value);
    }

    /**
     * The property is a value or less.
     *
     * @param value a value
     * @return the completed condition
     */
    public R atMost(double value) {
        return condition.atMost(value);
    }

    /**
     * The property is greater than a value.
     *
     * @param value a value
     * @return the completed condition
     */
    public R greaterThan(double value) {
        return condition.greaterThan(value);
    }

    /**
     * The property is a value or greater.
     *
     * @param value a value
     * @return the completed condition
     */
    public R atLeast(double value) {
        return condition.atLeast(value);
    }

    /**
     * The property lies between two values, both included.
     *
     * @param least the least
     * @param greatest the greatest
     * @return the completed condition
     */
    public R between(double least, double greatest) {
        return condition.between(least, greatest);
    }
}
