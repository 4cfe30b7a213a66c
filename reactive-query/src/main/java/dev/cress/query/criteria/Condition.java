package dev.cress.query.criteria;

import static java.util.Objects.requireNonNull;

import dev.cress.geo.GeoPoint;
import dev.cress.query.criteria.PropertyCriteria.Bound;
import dev.cress.query.criteria.PropertyCriteria.Bound.Inclusion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of one property. Each method completes the condition. Comparisons follow the order of the index: numbers and times by value, texts by code point,
 * false before true, enums by name.
 *
 * @param <V> type of the property
 * @param <R> what completing the condition gives: criteria, or a query
 */
public final class Condition<V, R> {

    private final String property;
    private final Function<Criteria<?>, R> completion;

    /**
     * A condition to complete.
     *
     * @param property name of the property
     * @param completion takes the finished criterion
     */
    public Condition(String property, Function<Criteria<?>, R> completion) {
        this.property = property;
        this.completion = completion;
    }

    /**
     * The property equals a value.
     *
     * @param value a value; null asks for null
     * @return the completed condition
     */
    public R is(@Nullable V value) {
        return completion.apply(new PropertyCriteria.In<>(property, Collections.singletonList(value)));
    }

    /**
     * The property differs from a value; null differs from every other.
     *
     * @param value a value; null asks for not null
     * @return the completed condition
     */
    public R isNot(@Nullable V value) {
        return completion.apply(
                new Criteria.Not<>(new PropertyCriteria.In<>(property, Collections.singletonList(value))));
    }

    /**
     * The property equals one of some values.
     *
     * @param values values; with none, nothing is asked for
     * @return the completed condition
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final R in(V... values) {
        return in(List.of(values));
    }

    /**
     * The property equals one of some values.
     *
     * @param values values, of which null may be one; with none, nothing is asked for
     * @return the completed condition
     */
    public R in(Collection<? extends @Nullable V> values) {
        return completion.apply(
                new PropertyCriteria.In<>(property, Collections.unmodifiableList(new ArrayList<>(values))));
    }

    /**
     * The property equals none of some values.
     *
     * @param values values
     * @return the completed condition
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final R notIn(V... values) {
        return notIn(List.of(values));
    }

    /**
     * The property equals none of some values.
     *
     * @param values values, of which null may be one
     * @return the completed condition
     */
    public R notIn(Collection<? extends @Nullable V> values) {
        return completion.apply(new Criteria.Not<>(
                new PropertyCriteria.In<>(property, Collections.unmodifiableList(new ArrayList<>(values)))));
    }

    /** {@return the completed condition: the property has no value} */
    public R isNull() {
        return is(null);
    }

    /** {@return the completed condition: the property has a value} */
    public R isNotNull() {
        return isNot(null);
    }

    /**
     * The property is less than a value.
     *
     * @param value a value
     * @return the completed condition
     */
    public R lessThan(V value) {
        return range(Bound.NONE, bound(value, Inclusion.EXCLUSIVE));
    }

    /**
     * The property is a value or less.
     *
     * @param value a value
     * @return the completed condition
     */
    public R atMost(V value) {
        return range(Bound.NONE, bound(value, Inclusion.INCLUSIVE));
    }

    /**
     * The property is greater than a value.
     *
     * @param value a value
     * @return the completed condition
     */
    public R greaterThan(V value) {
        return range(bound(value, Inclusion.EXCLUSIVE), Bound.NONE);
    }

    /**
     * The property is a value or greater.
     *
     * @param value a value
     * @return the completed condition
     */
    public R atLeast(V value) {
        return range(bound(value, Inclusion.INCLUSIVE), Bound.NONE);
    }

    /**
     * The property lies between two values, both included.
     *
     * @param least the least
     * @param greatest the greatest
     * @return the completed condition
     */
    public R between(V least, V greatest) {
        return range(bound(least, Inclusion.INCLUSIVE), bound(greatest, Inclusion.INCLUSIVE));
    }

    /**
     * The text begins with another; upper and lower case differ.
     *
     * @param prefix a beginning; empty for every text
     * @return the completed condition
     */
    public R startsWith(String prefix) {
        return completion.apply(new PropertyCriteria.StartsWith<>(property, requireNonNull(prefix, "prefix")));
    }

    /**
     * The position lies in a circle, its edge included, by the distance that {@link GeoPoint#distanceTo} gives.
     *
     * @param center middle of the circle
     * @param metres radius, 0 or more
     * @return the completed condition
     */
    public R within(GeoPoint center, double metres) {
        return completion.apply(new PropertyCriteria.Within<>(property, requireNonNull(center, "center"), metres));
    }

    /**
     * The position lies between two parallels and two meridians, which are included.
     *
     * @param southWest one corner
     * @param northEast the opposite one; west of the first one when the box crosses the 180th meridian
     * @return the completed condition
     */
    public R inBox(GeoPoint southWest, GeoPoint northEast) {
        return completion.apply(new PropertyCriteria.InBox<>(
                property, requireNonNull(southWest, "southWest"), requireNonNull(northEast, "northEast")));
    }

    /**
     * The position lies in a circle around another entity's, wherever that is when the query runs. A query fails with
     * {@link dev.cress.error.EntityNotFoundException} when there is no such entity or it has no position.
     *
     * @param id id of the other entity
     * @param metres radius, 0 or more
     * @return the completed condition
     */
    public R around(Object id, double metres) {
        return completion.apply(new PropertyCriteria.Around<>(property, requireNonNull(id, "id"), metres));
    }

    /**
     * The text ends with another; upper and lower case differ. No index serves it.
     *
     * @param suffix an ending; empty for every text
     * @return the completed condition
     */
    public R endsWith(String suffix) {
        return completion.apply(new PropertyCriteria.EndsWith<>(property, requireNonNull(suffix, "suffix")));
    }

    /**
     * The text has another in it; upper and lower case differ. No index serves it.
     *
     * @param part a part; empty for every text
     * @return the completed condition
     */
    public R contains(String part) {
        return completion.apply(new PropertyCriteria.Contains<>(property, requireNonNull(part, "part")));
    }

    /**
     * The whole text matches a regular expression of at most 256 characters. No index serves it.
     *
     * @param regex an expression of {@link java.util.regex.Pattern}
     * @return the completed condition
     */
    public R matches(String regex) {
        return completion.apply(new PropertyCriteria.Matches<>(property, requireNonNull(regex, "regex")));
    }

    /** {@return the completed condition: the text, collection or map has nothing in it; null is not empty} */
    public R isEmpty() {
        return completion.apply(new PropertyCriteria.IsEmpty<>(property));
    }

    /** {@return the completed condition: null, or with something in it} */
    public R isNotEmpty() {
        return completion.apply(new Criteria.Not<>(new PropertyCriteria.IsEmpty<>(property)));
    }

    /**
     * The collection has an element.
     *
     * @param element a value, or null
     * @return the completed condition
     */
    public R hasElement(@Nullable Object element) {
        return hasAnyOf(Collections.singletonList(element));
    }

    /**
     * The collection has at least one of some elements.
     *
     * @param elements values; with none, nothing is asked for
     * @return the completed condition
     */
    public R hasAnyOf(Collection<? extends @Nullable Object> elements) {
        return completion.apply(
                new PropertyCriteria.HasElement<>(property, Collections.unmodifiableList(new ArrayList<>(elements))));
    }

    /**
     * The collection has all of some elements.
     *
     * @param elements values; with none, everything is asked for
     * @return the completed condition
     */
    public R hasAllOf(Collection<? extends @Nullable Object> elements) {
        List<Criteria<Object>> each = new ArrayList<>();
        elements.forEach(
                element -> each.add(new PropertyCriteria.HasElement<>(property, Collections.singletonList(element))));
        return completion.apply(new Criteria.And<>(each));
    }

    private R range(Bound lower, Bound upper) {
        return completion.apply(new PropertyCriteria.Between<>(property, lower, upper));
    }

    private static Bound bound(Object value, Inclusion inclusion) {
        return new Bound(requireNonNull(value, "value"), inclusion);
    }
}
