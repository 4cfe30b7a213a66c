package dev.cress.query.predicate;

import dev.cress.codec.Primitives;
import dev.cress.codec.Utf8;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.script.entry.EntryType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds criteria to a model: names to properties, values to entries; pushes every negation down to the leaves. */
public final class CriteriaBinder {

    /** Most levels of and, or and not: criteria may come from outside, and each level costs stack. */
    public static final int MAX_DEPTH = 16;

    /** Most conditions of one query. */
    public static final int MAX_CONDITIONS = 256;

    /** Most values of one {@code in}. */
    public static final int MAX_VALUES = 1_000;

    private final EntityModel<?> model;
    private int conditions;

    private CriteriaBinder(EntityModel<?> model) {
        this.model = model;
    }

    /**
     * Binds criteria.
     *
     * @param model the model
     * @param criteria what is asked
     * @return the same, bound
     * @throws InvalidQueryException when it asks for what the model has not
     */
    public static Predicate bind(EntityModel<?> model, Criteria<?> criteria) {
        return new CriteriaBinder(model).bind(criteria, false, 0);
    }

    /**
     * Finds a property.
     *
     * @param model the model
     * @param name its name
     * @return the property
     * @throws InvalidQueryException when there is none, naming those that there are
     */
    public static Property property(EntityModel<?> model, String name) {
        return model.property(name)
                .orElseThrow(() -> new InvalidQueryException(
                        model.name() + " has no property " + name + " that could be queried; it has "
                                + model.properties().stream()
                                        .map(Property::name)
                                        .toList()
                                + (model.property("id").isEmpty() ? " (use findById for the id)" : ""),
                        null));
    }

    private Predicate bind(Criteria<?> criteria, boolean negated, int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidQueryException("criteria nest deeper than " + MAX_DEPTH + " levels", null);
        }
        if (criteria instanceof Criteria.Not<?> not) {
            return bind(not.term(), !negated, depth + 1);
        }
        if (criteria instanceof Criteria.And<?> and) {
            return combine(and.terms(), negated, depth, !negated);
        }
        if (criteria instanceof Criteria.Or<?> or) {
            return combine(or.terms(), negated, depth, negated);
        }
        if (++conditions > MAX_CONDITIONS) {
            throw new InvalidQueryException("a query has at most " + MAX_CONDITIONS + " conditions", null);
        }
        if (criteria instanceof Criteria.Within<?> within) {
            Predicate.Within circle = circle(within);
            return negated ? new Predicate.NotWithin(circle) : circle;
        }
        return leaf(criteria, negated);
    }

    private Predicate combine(List<? extends Criteria<?>> terms, boolean negated, int depth, boolean conjunction) {
        List<Predicate> bound = new ArrayList<>(terms.size());
        for (Criteria<?> term : terms) {
            bound.add(bind(term, negated, depth + 1));
        }
        if (bound.isEmpty()) {
            return conjunction ? new Predicate.Always() : new Predicate.Never("no alternative is given");
        }
        if (bound.size() == 1) {
            return bound.get(0);
        }
        return conjunction ? new Predicate.And(bound) : new Predicate.Or(bound);
    }

    private Predicate leaf(Criteria<?> criteria, boolean negated) {
        Property property;
        RangeSet ranges;
        if (criteria instanceof Criteria.In<?> in) {
            property = property(model, in.property());
            ranges = in(property, in.values());
        } else if (criteria instanceof Criteria.Between<?> between) {
            property = property(model, between.property());
            ranges = between(property, between);
        } else if (criteria instanceof Criteria.StartsWith<?> startsWith) {
            property = property(model, startsWith.property());
            ranges = startsWith(property, startsWith.prefix());
        } else {
            throw new IllegalStateException("unknown criteria " + criteria.getClass());
        }
        return new Predicate.InRanges(property, negated ? ranges.complement() : ranges);
    }

    private RangeSet in(Property property, List<? extends @Nullable Object> values) {
        if (values.size() > MAX_VALUES) {
            throw new InvalidQueryException(
                    property.name() + ": at most " + MAX_VALUES + " values can be asked for at a time, not "
                            + values.size(),
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
        return RangeSet.point(entry(property, value), label(value));
    }

    private static RangeSet between(Property property, Criteria.Between<?> range) {
        Edge lower = edge(property, range.lower(), Edge.VALUES, Criteria.Bound.Inclusion.INCLUSIVE);
        Edge upper = edge(property, range.upper(), Edge.END, Criteria.Bound.Inclusion.EXCLUSIVE);
        return RangeSet.between(lower, upper);
    }

    /** The edge of a bound lies before its value where the value is to stay on the upper side. */
    private static Edge edge(Property property, Criteria.Bound bound, Edge unbounded, Criteria.Bound.Inclusion before) {
        if (bound.value() == null) {
            entryType(property);
            return unbounded;
        }
        Object value = character(property, bound.value());
        byte[] entry = entry(property, value);
        return bound.inclusive() == before ? Edge.before(entry, label(value)) : Edge.after(entry, label(value));
    }

    private static RangeSet startsWith(Property property, String prefix) {
        if (property.type() != String.class) {
            throw new InvalidQueryException(property.name() + " is no String and has no beginning", null);
        }
        return RangeSet.prefix(utf8(property, prefix), label(prefix));
    }

    private Predicate.Within circle(Criteria.Within<?> within) {
        Property property = property(model, within.property());
        if (property.type() != GeoPoint.class) {
            throw new InvalidQueryException(property.name() + " is no GeoPoint and lies nowhere", null);
        }
        if (!(within.metres() >= 0) || Double.isInfinite(within.metres())) {
            throw new InvalidQueryException(
                    property.name() + ": a radius is 0 metres or more, not " + within.metres(), null);
        }
        return new Predicate.Within(property, within.center(), within.metres());
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
                                + (property.type() == GeoPoint.class ? "; ask for within(center, metres)" : ""),
                        null));
    }

    private static String label(Object value) {
        String text = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
        return text.chars().anyMatch(c -> c < ' ' || c == ',' || c == '[' || c == ']' || c == '*') || text.isBlank()
                ? "'" + text.replaceAll("\\p{Cntrl}", "?") + "'"
                : text;
    }
}
