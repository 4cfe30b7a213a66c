package dev.cress.query.criteria;

import dev.cress.geo.GeoPoint;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How criteria read. */
final class CriteriaText {

    private CriteriaText() {}

    static String of(Criteria<?> criteria) {
        if (criteria instanceof Criteria.And<?> and) {
            return and.terms().isEmpty() ? "everything" : join(and.terms(), " and ");
        }
        if (criteria instanceof Criteria.Or<?> or) {
            return or.terms().isEmpty() ? "nothing" : join(or.terms(), " or ");
        }
        if (criteria instanceof Criteria.Not<?> not) {
            return "not " + not.term();
        }
        PropertyCriteria<?> leaf = (PropertyCriteria<?>) criteria;
        return leaf.property() + " " + condition(leaf);
    }

    private static String join(List<? extends Criteria<?>> terms, String word) {
        return terms.stream().map(Criteria::toString).collect(Collectors.joining(word, "(", ")"));
    }

    private static String condition(PropertyCriteria<?> leaf) {
        if (leaf instanceof PropertyCriteria.In<?> in) {
            return in.values().size() == 1 ? "is " + value(in.values().get(0)) : "in " + values(in.values());
        }
        if (leaf instanceof PropertyCriteria.Between<?> range) {
            return "from " + end(range.lower()) + " to " + end(range.upper());
        }
        if (leaf instanceof PropertyCriteria.HasElement<?> element) {
            return "has an element of " + values(element.values());
        }
        if (leaf instanceof PropertyCriteria.Within<?> within) {
            return "within " + within.metres() + " m of " + value(within.center());
        }
        if (leaf instanceof PropertyCriteria.InBox<?> box) {
            return "in the box from " + value(box.southWest()) + " to " + value(box.northEast());
        }
        if (leaf instanceof PropertyCriteria.Around<?> around) {
            return "within " + around.metres() + " m of that of " + value(around.id());
        }
        return text(leaf);
    }

    private static String text(PropertyCriteria<?> leaf) {
        if (leaf instanceof PropertyCriteria.StartsWith<?> startsWith) {
            return "starts with " + value(startsWith.prefix());
        }
        if (leaf instanceof PropertyCriteria.EndsWith<?> endsWith) {
            return "ends with " + value(endsWith.suffix());
        }
        if (leaf instanceof PropertyCriteria.Contains<?> contains) {
            return "contains " + value(contains.part());
        }
        return leaf instanceof PropertyCriteria.Matches<?> matches ? "matches " + value(matches.regex()) : "is empty";
    }

    private static String end(PropertyCriteria.Bound bound) {
        return bound.value() == null
                ? "any"
                : value(bound.value())
                        + (bound.inclusive() == PropertyCriteria.Bound.Inclusion.EXCLUSIVE ? " (excluded)" : "");
    }

    private static String values(List<? extends @Nullable Object> values) {
        return values.stream().map(CriteriaText::value).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String value(@Nullable Object value) {
        if (value instanceof GeoPoint point) {
            return point.longitude() + "," + point.latitude();
        }
        return value instanceof Number || value instanceof Boolean || value == null
                ? String.valueOf(value)
                : "'" + value + "'";
    }
}
