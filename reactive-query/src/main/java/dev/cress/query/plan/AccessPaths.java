package dev.cress.query.plan;

import dev.cress.connection.Direction;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which sizes matter to a plan. */
public final class AccessPaths {

    private AccessPaths() {}

    /**
     * The parts of ordered indexes that conditions ask for, at any depth.
     *
     * @param spec the question
     * @return the parts, each once, in the order of the conditions
     */
    public static Set<AccessPath.Ordered> of(QuerySpec spec) {
        Set<AccessPath.Ordered> paths = new LinkedHashSet<>();
        collect(spec, spec.predicate(), paths);
        return paths;
    }

    /**
     * Whether there is more than one way, so that sizes decide.
     *
     * @param spec the question
     * @return whether it is worth asking for them
     */
    public static boolean matter(QuerySpec spec) {
        boolean combined = spec.predicate() instanceof Predicate.And || spec.predicate() instanceof Predicate.Or;
        boolean reordered = spec.order() != null
                && !spec.order().keys().isEmpty()
                && !(spec.predicate() instanceof Predicate.Always)
                && !comesInOrder(spec.predicate(), spec.order());
        return combined || reordered;
    }

    /** One range of an index in its own order, or a circle from its middle: there is no better way. */
    private static boolean comesInOrder(Predicate predicate, SortOrder order) {
        if (order.keys().size() != 1) {
            return false;
        }
        SortKey key = order.keys().get(0);
        if (predicate instanceof Predicate.InRanges ranges) {
            return key instanceof SortKey.ByValue
                    && key.property().equals(ranges.property())
                    && ranges.ranges().intervals().size() == 1;
        }
        return predicate instanceof Predicate.Within circle
                && key instanceof SortKey.ByDistance distance
                && distance.property().equals(circle.property())
                && distance.center().equals(circle.center())
                && distance.direction() == Direction.ASCENDING;
    }

    private static void collect(QuerySpec spec, Predicate predicate, Set<AccessPath.Ordered> paths) {
        if (predicate instanceof Predicate.And and) {
            and.terms().forEach(term -> collect(spec, term, paths));
            composites(spec, and.terms(), paths);
        } else if (predicate instanceof Predicate.Or or) {
            or.terms().forEach(term -> collect(spec, term, paths));
        } else {
            single(spec, predicate, paths);
            composites(spec, List.of(predicate), paths);
        }
    }

    private static void composites(QuerySpec spec, List<Predicate> terms, Set<AccessPath.Ordered> paths) {
        CompositePath.of(spec.model(), terms).forEach(composite -> paths.add(composite.path()));
    }

    private static void single(QuerySpec spec, Predicate predicate, Set<AccessPath.Ordered> paths) {
        Predicate asked = predicate instanceof Predicate.Not not ? not.term() : predicate;
        PathIndex.of(spec.model(), asked).ifPresent(paths::add);
        if (predicate instanceof Predicate.InRanges ranges && !ranges.ranges().equals(RangeSet.ALL)) {
            ValueIndex.of(spec.model(), ranges).ifPresent(paths::add);
        }
    }
}
