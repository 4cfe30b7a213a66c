package dev.cress.write;

import dev.cress.script.entity.PatchStep.Comparison;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a patch demands of a stored property. Each method completes the condition. Comparisons follow the order of an index: numbers and times by value, texts by code
 * point. A null meets {@link #isNull} and {@link #isNot} only. All conditions of a patch look at what is stored before it.
 *
 * @param <V> type of the property
 * @param <P> the patch
 */
public final class PatchCondition<V extends @Nullable Object, P> {

    private final BiFunction<Comparison, @Nullable Object, P> completion;

    /**
     * A condition to complete.
     *
     * @param completion takes how to compare, and with what
     */
    public PatchCondition(BiFunction<Comparison, @Nullable Object, P> completion) {
        this.completion = completion;
    }

    /**
     * The property equals a value.
     *
     * @param value a value; null asks for null
     * @return the patch
     */
    public P is(@Nullable V value) {
        return completion.apply(Comparison.EQUAL, value);
    }

    /**
     * The property differs from a value; null differs from every other.
     *
     * @param value a value; null asks for not null
     * @return the patch
     */
    public P isNot(@Nullable V value) {
        return completion.apply(Comparison.DIFFERENT, value);
    }

    /** {@return the patch, only if the property is null} */
    public P isNull() {
        return is(null);
    }

    /** {@return the patch, only if the property is not null} */
    public P isNotNull() {
        return isNot(null);
    }

    /**
     * The property is less.
     *
     * @param value a value
     * @return the patch
     */
    public P lessThan(V value) {
        return completion.apply(Comparison.BELOW, value);
    }

    /**
     * The property is less or equal.
     *
     * @param value a value
     * @return the patch
     */
    public P atMost(V value) {
        return completion.apply(Comparison.AT_MOST, value);
    }

    /**
     * The property is greater or equal.
     *
     * @param value a value
     * @return the patch
     */
    public P atLeast(V value) {
        return completion.apply(Comparison.AT_LEAST, value);
    }

    /**
     * The property is greater.
     *
     * @param value a value
     * @return the patch
     */
    public P greaterThan(V value) {
        return completion.apply(Comparison.ABOVE, value);
    }
}
