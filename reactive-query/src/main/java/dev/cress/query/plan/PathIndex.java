package dev.cress.query.plan;

import dev.cress.mapping.EntityModel;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import dev.cress.query.predicate.ValueTest;
import java.util.Optional;

/** The part of an index over values inside of properties that a condition asks for. */
final class PathIndex {

    private PathIndex() {}

    /** Where an entity has several values, only single ones: a stretch with several of its entries would find it several times. */
    static Optional<AccessPath.Ordered> of(EntityModel<?> model, Predicate term) {
        return term instanceof Predicate.Stored stored && stored.test() instanceof ValueTest.Among among
                ? stored.path()
                        .index(model)
                        .filter(index -> !index.isMultiple() || among.ranges().isPoints())
                        .map(index -> new AccessPath.Ordered(index, among.ranges()))
                : Optional.empty();
    }

    /** The same where it finds each entity once. */
    static Optional<AccessPath.Ordered> findingOnce(EntityModel<?> model, Predicate term) {
        return of(model, term).filter(path -> !path.index().isMultiple() || path.size() == 1);
    }

    /** The values of which a condition asks whether an entity has one, or has none. */
    static Optional<PlanNode.Probe.Term> probe(EntityModel<?> model, Predicate term) {
        Predicate asked = term instanceof Predicate.Not not ? not.term() : term;
        Optional<AccessPath.Ordered> path = of(model, asked);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        RangeSet ranges = path.get().parts().get(0);
        boolean points = ranges.isPoints();
        return Optional.of(new PlanNode.Probe.Term(
                term, path.get().index(), points ? ranges : ranges.complement(), points == (asked == term)));
    }
}
