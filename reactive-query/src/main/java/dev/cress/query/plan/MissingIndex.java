package dev.cress.query.plan;

import dev.cress.mapping.Property;
import dev.cress.query.predicate.Predicate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says which annotations would let an index serve a query. */
final class MissingIndex {

    private MissingIndex() {}

    static String describe(QuerySpec spec) {
        Set<String> advice = new LinkedHashSet<>();
        collect(spec.predicate(), advice);
        if (spec.order() != null && spec.predicate() instanceof Predicate.Always) {
            spec.order().keys().forEach(key -> advice.add(advice(key.property(), key instanceof SortKey.ByDistance)));
        }
        return "no index serves this query on " + spec.model().name() + " (" + spec.predicate() + "); "
                + (advice.isEmpty() ? "" : String.join(" or ", advice) + ", or ")
                + "call allowScan() to read every entity";
    }

    private static void collect(Predicate predicate, Set<String> advice) {
        if (predicate instanceof Predicate.And and) {
            and.terms().forEach(term -> collect(term, advice));
        } else if (predicate instanceof Predicate.Or or) {
            or.terms().forEach(term -> collect(term, advice));
        } else if (predicate instanceof Predicate.InRanges ranges) {
            advice.add(advice(ranges.property(), false));
        } else {
            properties(predicate).forEach(property -> advice.add(advice(property, true)));
        }
    }

    private static List<Property> properties(Predicate predicate) {
        if (predicate instanceof Predicate.Within within) {
            return List.of(within.property());
        }
        return List.of();
    }

    private static String advice(Property property, boolean geo) {
        return "annotate " + property.name() + " with " + (geo ? "@GeoIndexed" : "@Indexed");
    }
}
