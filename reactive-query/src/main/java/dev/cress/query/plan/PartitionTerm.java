package dev.cress.query.plan;

import dev.cress.mapping.EntityModel;
import dev.cress.query.predicate.EntryTexts;
import dev.cress.query.predicate.Predicate;
import java.util.List;
import java.util.Optional;

/** The condition by which all results of a question are in known partitions. */
public final class PartitionTerm {

    private PartitionTerm() {}

    /**
     * Finds it.
     *
     * @param spec the question
     * @return single values of the property that chooses partitions; empty when the question says nothing of it
     */
    public static Optional<Predicate.InRanges> of(QuerySpec spec) {
        EntityModel<?> model = spec.model();
        List<Predicate> terms = Planner.terms(spec.predicate());
        return model.partitionProperty()
                .filter(EntryTexts::tell)
                .flatMap(property -> terms.stream()
                        .filter(Predicate.InRanges.class::isInstance)
                        .map(Predicate.InRanges.class::cast)
                        .filter(term -> term.property().equals(property)
                                && term.ranges().isPoints())
                        .findFirst());
    }
}
