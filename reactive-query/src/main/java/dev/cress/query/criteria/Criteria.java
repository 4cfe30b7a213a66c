package dev.cress.query.criteria;

import dev.cress.property.DoubleProperty;
import dev.cress.property.LongProperty;
import dev.cress.property.PropertyNames;
import dev.cress.property.PropertyPath;
import dev.cress.property.PropertyReference;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What entities are asked for: a condition on one property, or a combination of others. Immutable, compared by value; it can be kept, shared and used in any number of
 * queries.
 *
 * <p><b>Meaning</b> Two-valued: a condition holds for an entity or it does not, and {@link #not} turns it round. So {@code not(country is "DE")} holds for
 * an entity whose country is null, while no comparison but {@code isNull} and {@code is(null)} does. {@link #and} and {@link #or} combine from left to right, each as if in
 * parentheses: {@code a.or(b).and(c)} is {@code (a or b) and c}.
 *
 * <p><b>Paths</b> A path leads into values, {@code address.city}, and through references to other entities, {@code customer.city}: then at most 1,000 of those may meet the condition, and a
 * reference that is null or leads nowhere leads to nulls.
 *
 * <pre>{@code
 * Criteria<City> big = where(City::country).is("BR").and(where(City::population).atLeast(1_000_000));
 * }</pre>
 *
 * @param <T> the entity type
 */
@SuppressWarnings("overloads") // a method reference tells them apart by what it returns
public sealed interface Criteria<T> permits Criteria.And, Criteria.Or, Criteria.Not, PropertyCriteria {

    /**
     * All of some criteria hold; with none, everything.
     *
     * @param terms the criteria
     * @param <T> the entity type
     */
    record And<T>(List<Criteria<T>> terms) implements Criteria<T> {

        /** Copies the terms. */
        public And {
            terms = List.copyOf(terms);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * At least one of some criteria holds; with none, nothing.
     *
     * @param terms the criteria
     * @param <T> the entity type
     */
    record Or<T>(List<Criteria<T>> terms) implements Criteria<T> {

        /** Copies the terms. */
        public Or {
            terms = List.copyOf(terms);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A criterion does not hold.
     *
     * @param term the criterion
     * @param <T> the entity type
     */
    record Not<T>(Criteria<T> term) implements Criteria<T> {
        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * Begins a criterion.
     *
     * @param property a property
     * @param <T> the entity type
     * @param <V> type of the property
     * @return what can be said of it
     */
    static <T, V> Condition<V, Criteria<T>> where(PropertyReference<T, V> property) {
        return new Condition<>(PropertyNames.of(property), Criteria::narrow);
    }

    /**
     * Begins a criterion.
     *
     * @param property an integral property
     * @param <T> the entity type
     * @return what can be said of it
     */
    static <T> LongCondition<Criteria<T>> where(LongProperty<T> property) {
        return new LongCondition<>(new Condition<>(PropertyNames.of(property), Criteria::narrow));
    }

    /**
     * Begins a criterion.
     *
     * @param property a floating-point property
     * @param <T> the entity type
     * @return what can be said of it
     */
    static <T> DoubleCondition<Criteria<T>> where(DoubleProperty<T> property) {
        return new DoubleCondition<>(new Condition<>(PropertyNames.of(property), Criteria::narrow));
    }

    /**
     * Begins a criterion.
     *
     * @param path a value inside a property
     * @param <T> the entity type
     * @param <V> type of the value
     * @return what can be said of it
     */
    static <T, V extends @Nullable Object> Condition<V, Criteria<T>> where(PropertyPath<T, V> path) {
        return new Condition<>(path.name(), Criteria::narrow);
    }

    /**
     * Begins a criterion.
     *
     * @param property name of a property, or a path such as {@code address.city}
     * @param <T> the entity type
     * @return what can be said of it
     */
    static <T> Condition<Object, Criteria<T>> where(String property) {
        return new Condition<>(Objects.requireNonNull(property, "property"), Criteria::narrow);
    }

    /**
     * All criteria hold.
     *
     * @param terms criteria; with none, everything is asked for
     * @param <T> the entity type
     * @return the combination
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    static <T> Criteria<T> allOf(Criteria<T>... terms) {
        return new And<>(List.of(terms));
    }

    /**
     * At least one criterion holds.
     *
     * @param terms criteria; with none, nothing is asked for
     * @param <T> the entity type
     * @return the combination
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    static <T> Criteria<T> anyOf(Criteria<T>... terms) {
        return new Or<>(List.of(terms));
    }

    /**
     * This and another criterion hold.
     *
     * @param other the other one
     * @return the combination
     */
    default Criteria<T> and(Criteria<T> other) {
        return new And<>(append(this instanceof And<T> and ? and.terms() : List.of(this), other));
    }

    /**
     * This or another criterion holds.
     *
     * @param other the other one
     * @return the combination
     */
    default Criteria<T> or(Criteria<T> other) {
        return new Or<>(append(this instanceof Or<T> or ? or.terms() : List.of(this), other));
    }

    /** {@return the opposite} */
    default Criteria<T> not() {
        return new Not<>(this);
    }

    private static <T> List<Criteria<T>> append(List<Criteria<T>> terms, Criteria<T> last) {
        return Stream.concat(terms.stream(), Stream.of(last)).toList();
    }

    /** A criterion on a name says nothing of the entity type, so it fits any. */
    @SuppressWarnings("unchecked")
    private static <T> Criteria<T> narrow(Criteria<?> criteria) {
        return (Criteria<T>) criteria;
    }
}
