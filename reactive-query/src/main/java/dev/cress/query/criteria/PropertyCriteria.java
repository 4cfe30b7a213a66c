package dev.cress.query.criteria;

import dev.cress.geo.GeoPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one property, or on a value inside of it. Immutable, compared by value.
 *
 * @param <T> the entity type
 */
public sealed interface PropertyCriteria<T> extends Criteria<T> {

    /** {@return name of the property, or a path such as {@code address.city}} */
    String property();

    /**
     * The same condition on another property.
     *
     * @param other name of a property, or a path
     * @return the condition
     */
    PropertyCriteria<T> of(String other);

    /**
     * A property is one of some values; null is a value.
     *
     * @param property name
     * @param values the values
     * @param <T> the entity type
     */
    record In<T>(String property, List<? extends @Nullable Object> values) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new In<>(other, values);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A property lies in a range; null lies in none.
     *
     * @param property name
     * @param lower lower bound
     * @param upper upper bound
     * @param <T> the entity type
     */
    record Between<T>(String property, Bound lower, Bound upper) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new Between<>(other, lower, upper);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A text begins with another.
     *
     * @param property name
     * @param prefix beginning
     * @param <T> the entity type
     */
    record StartsWith<T>(String property, String prefix) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new StartsWith<>(other, prefix);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A text ends with another.
     *
     * @param property name or path
     * @param suffix ending
     * @param <T> the entity type
     */
    record EndsWith<T>(String property, String suffix) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new EndsWith<>(other, suffix);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A text has another in it.
     *
     * @param property name or path
     * @param part the other text
     * @param <T> the entity type
     */
    record Contains<T>(String property, String part) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new Contains<>(other, part);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A whole text matches a regular expression.
     *
     * @param property name or path
     * @param regex expression of {@link java.util.regex.Pattern}
     * @param <T> the entity type
     */
    record Matches<T>(String property, String regex) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new Matches<>(other, regex);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A text, a collection or a map has nothing in it; null is not empty.
     *
     * @param property name or path
     * @param <T> the entity type
     */
    record IsEmpty<T>(String property) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new IsEmpty<>(other);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A collection has one of some values among its elements.
     *
     * @param property name or path
     * @param values the values
     * @param <T> the entity type
     */
    record HasElement<T>(String property, List<? extends @Nullable Object> values) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new HasElement<>(other, values);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A position lies in a circle, its edge included.
     *
     * @param property name
     * @param center middle of the circle
     * @param metres radius
     * @param <T> the entity type
     */
    record Within<T>(String property, GeoPoint center, double metres) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new Within<>(other, center, metres);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A position lies between two parallels and two meridians, which are included.
     *
     * @param property name
     * @param southWest one corner
     * @param northEast the opposite one, west of the first when the box crosses the 180th meridian
     * @param <T> the entity type
     */
    record InBox<T>(String property, GeoPoint southWest, GeoPoint northEast) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new InBox<>(other, southWest, northEast);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * A position lies in a circle around where another entity is when the query runs.
     *
     * @param property name, also of the other entity's position
     * @param id id of the other entity
     * @param metres radius
     * @param <T> the entity type
     */
    record Around<T>(String property, Object id, double metres) implements PropertyCriteria<T> {
        @Override
        public PropertyCriteria<T> of(String other) {
            return new Around<>(other, id, metres);
        }

        @Override
        public String toString() {
            return CriteriaText.of(this);
        }
    }

    /**
     * One end of a range.
     *
     * @param value the end; null for none
     * @param inclusive whether it belongs to the range
     */
    record Bound(@Nullable Object value, Inclusion inclusive) {

        /** No end. */
        public static final Bound NONE = new Bound(null, Inclusion.EXCLUSIVE);

        /** Whether the end of a range belongs to it. */
        public enum Inclusion {
            /** It does. */
            INCLUSIVE,
            /** It does not. */
            EXCLUSIVE
        }
    }
}
