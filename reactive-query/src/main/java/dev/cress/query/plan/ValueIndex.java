package dev.cress.query.plan;

import dev.cress.mapping.EntityModel;
import dev.cress.mapping.IndexDefinition;
import dev.cress.mapping.Property;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import dev.cress.script.entity.IndexForm;
import java.util.Optional;

/** The index over a property's values that serves a condition. */
final class ValueIndex {

    private ValueIndex() {}

    /** A sparse one has no nulls, so it serves what no null meets. */
    static Optional<AccessPath.Ordered> of(EntityModel<?> model, Predicate.InRanges term) {
        boolean withNull = !term.ranges().intersect(RangeSet.NULL).isEmpty();
        return model.indexes()
                .of(term.property(), IndexForm.ORDERED)
                .or(() -> withNull ? Optional.empty() : model.indexes().of(term.property(), IndexForm.SPARSE))
                .map(index -> new AccessPath.Ordered(index, term.ranges()));
    }

    /** An index in which values have entries, whatever becomes of nulls. */
    static Optional<IndexDefinition> ofValues(EntityModel<?> model, Property property) {
        return model.indexes()
                .of(property, IndexForm.ORDERED)
                .or(() -> model.indexes().of(property, IndexForm.SPARSE));
    }
}
