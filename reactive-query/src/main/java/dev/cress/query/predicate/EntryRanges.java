package dev.cress.query.predicate;

import dev.cress.codec.Primitives;
import dev.cress.codec.Utf8;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.Property;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.script.entry.EntryType;
import dev.cress.script.entry.FoldedTexts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns values that conditions compare with into sets of entries. */
final class EntryRanges {

    private EntryRanges() {}

    static RangeSet in(Property property, List<? extends @Nullable Object> values) {
        if (values.size() > CriteriaBinder.MAX_VALUES) {
            throw new InvalidQueryException(
                    property.name() + ": at most " + CriteriaBinder.MAX_VALUES
                            + " values can be asked for at a time, not " + values.size(),
                    null);
        }
        List<RangeSet> points = new ArrayList<>(values.size());
        for (Object given : values) {
            Object value = property.content(given);
            points.add(value == null ? nullOf(property) : point(property, value));
        }
        return RangeSet.union(points);
    }

    private static RangeSet nullOf(Property property) {
        entryType(property);
        return RangeSet.NULL;
    }

    private static RangeSet point(Property property, Object given) {
        Object value = character(property, given);
        return RangeSet.point(entry(property, value), Labels.of(value));
    }

    static RangeSet between(Property property, PropertyCriteria.Between<?> range) {
        Edge lower = edge(property, range.lower(), Edge.VALUES, PropertyCriteria.Bound.Inclusion.INCLUSIVE);
        Edge upper = edge(property, range.upper(), Edge.END, PropertyCriteria.Bound.Inclusion.EXCLUSIVE);
        return RangeSet.between(lower, upper);
    }

    /** The edge of a bound lies before its value where the value is to stay on the upper side. */
    private static Edge edge(
            Property property, PropertyCriteria.Bound bound, Edge unbounded, PropertyCriteria.Bound.Inclusion before) {
        if (bound.value() == null) {
            entryType(property);
            return unbounded;
        }
        Object value = character(property, bound.value());
        byte[] entry = entry(property, value);
        return bound.inclusive() == before ? Edge.before(entry, Labels.of(value)) : Edge.after(entry, Labels.of(value));
    }

    static RangeSet startsWith(Property property, String prefix) {
        byte[] text = utf8(property, prefix);
        boolean folded = entryType(property) == EntryType.FOLDED;
        return RangeSet.prefix(folded ? FoldedTexts.fold(text) : text, Labels.of(prefix));
    }

    private static byte[] entry(Property property, Object value) {
        EntryType type = entryType(property);
        byte[] text = value instanceof Number number && isNumeric(property, type)
                ? Utf8.encode(NumberTexts.text(property, type, number))
                : text(property, value);
        return orInvalid(property, type::encode, text);
    }

    /** A reference to a char property reads as one to an integral property, whose conditions take a long. */
    private static Object character(Property property, Object value) {
        return Primitives.wrapper(property.type()) == Character.class
                        && value instanceof Long code
                        && code == (char) code.longValue()
                ? Character.valueOf((char) code.longValue())
                : value;
    }

    private static byte[] text(Property property, Object value) {
        if (!Primitives.wrapper(property.type()).isInstance(value)) {
            throw new InvalidQueryException(
                    property.name() + " is a " + property.type().getSimpleName() + " and cannot be compared with a "
                            + value.getClass().getSimpleName(),
                    null);
        }
        return orInvalid(property, property.codec()::encode, value);
    }

    private static byte[] utf8(Property property, String text) {
        return orInvalid(property, Utf8::encode, text);
    }

    private static <V> byte[] orInvalid(Property property, Function<V, byte[]> encoder, V value) {
        try {
            return encoder.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidQueryException(
                    property.name() + " cannot be compared with this value: " + e.getMessage(), e);
        }
    }

    /** A duration has the entries of a number, but is none. */
    private static boolean isNumeric(Property property, EntryType type) {
        return (type == EntryType.DOUBLE || type == EntryType.DECIMAL)
                && Number.class.isAssignableFrom(Primitives.wrapper(property.type()));
    }

    private static EntryType entryType(Property property) {
        return property.entryType()
                .orElseThrow(() -> new InvalidQueryException(
                        property.name() + " is a " + property.type().getSimpleName() + ", whose values have no order"
                                + advice(property.type()),
                        null));
    }

    private static String advice(Class<?> type) {
        return type == GeoPoint.class
                ? "; ask for within(center, metres)"
                : Collection.class.isAssignableFrom(type) || type.isArray()
                        ? "; ask for hasElement(value) or isEmpty()"
                        : "; ask for one of its members by a path";
    }
}
