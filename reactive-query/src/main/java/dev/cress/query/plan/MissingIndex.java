package dev.cress.query.plan;

import dev.cress.mapping.Property;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.ValuePath;
import dev.cress.query.predicate.ValueTest;
import dev.cress.script.entity.IndexForm;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which annotations would let an index serve a query. */
final class MissingIndex {

    private MissingIndex() {}

    static String describe(QuerySpec spec) {
        Set<String> advice = new LinkedHashSet<>();
        collect(spec, spec.predicate(), advice);
        if (spec.order() != null && spec.predicate() instanceof Predicate.Always) {
            spec.order().keys().forEach(key -> advice.add(order(spec, key)));
            composite(spec, spec.order()).ifPresent(advice::add);
        }
        return "no index serves this query on " + spec.model().name() + " (" + spec.predicate() + "); "
                + (advice.isEmpty() ? "" : String.join(" or ", advice) + ", or ")
                + "call allowScan() to read every entity";
    }

    private static void collect(QuerySpec spec, Predicate predicate, Set<String> advice) {
        if (predicate instanceof Predicate.And and) {
            and.terms().forEach(term -> collect(spec, term, advice));
        } else if (predicate instanceof Predicate.Or or) {
            or.terms().forEach(term -> collect(spec, term, advice));
        } else if (predicate instanceof Predicate.InRanges ranges) {
            addOrdered(spec, ranges.property(), advice);
        } else if (predicate instanceof Predicate.Area area && lacks(spec, area.property(), IndexForm.GEO)) {
            advice.add(annotate(area.property(), IndexForm.GEO));
        } else if (predicate instanceof Predicate.Stored stored) {
            advice.add(inside(spec, stored));
        } else if (predicate instanceof Predicate.Not) {
            advice.add("add a condition that an index serves");
        }
    }

    private static String inside(QuerySpec spec, Predicate.Stored stored) {
        ValuePath path = stored.path();
        if (!(stored.test() instanceof ValueTest.Among among)
                || path.index(spec.model()).isPresent()
                || (path.isMultiple() && !among.ranges().isPoints())) {
            return "add a condition that an index serves";
        }
        String own = path.property().name();
        return "annotate " + own + " with @Indexed"
                + (path.toString().equals(own)
                        ? ""
                        : "(paths = \"" + path.toString().substring(own.length() + 1) + "\")");
    }

    private static void addOrdered(QuerySpec spec, Property property, Set<String> advice) {
        if (property.equals(spec.model().id())) {
            advice.add("ask for known ids");
        } else if (!lacks(spec, property, IndexForm.SPARSE)) {
            advice.add("leave nulls of " + property.name() + " out, which its sparse index has not");
        } else if (lacks(spec, property, IndexForm.ORDERED)) {
            advice.add(annotate(property, IndexForm.ORDERED));
        }
    }

    /** What has an order by several values of one direction. */
    private static Optional<String> composite(QuerySpec spec, SortOrder order) {
        boolean possible = order.keys().size() > 1
                && order.keys().stream()
                        .allMatch(key -> key instanceof SortKey.ByValue
                                && key.direction() == order.idDirection()
                                && !key.property().equals(spec.model().id()));
        return possible
                ? Optional.of(order.keys().stream()
                        .map(key -> "\"" + key.property().name() + "\"")
                        .collect(Collectors.joining(", ", "declare @CompositeIndex({", "})")))
                : Optional.empty();
    }

    private static String order(QuerySpec spec, SortKey key) {
        if (key instanceof SortKey.ByDistance) {
            return (lacks(spec, key.property(), IndexForm.GEO) ? annotate(key.property(), IndexForm.GEO) + " and " : "")
                    + "ask for " + key.property().name() + " within a distance, or not null";
        }
        if (key.property().equals(spec.model().id())) {
            return "index a copy of the id, whose own index has it as a text";
        }
        if (!lacks(spec, key.property(), IndexForm.SPARSE)) {
            return "ask for values of " + key.property().name() + " that are not null, which its sparse index orders";
        }
        return lacks(spec, key.property(), IndexForm.ORDERED)
                ? annotate(key.property(), IndexForm.ORDERED)
                : "order by " + key.property().name() + " alone";
    }

    private static boolean lacks(QuerySpec spec, Property property, IndexForm form) {
        return spec.model().indexes().of(property, form).isEmpty();
    }

    private static String annotate(Property property, IndexForm form) {
        return "annotate " + property.name() + " with " + (form == IndexForm.GEO ? "@GeoIndexed" : "@Indexed");
    }
}
