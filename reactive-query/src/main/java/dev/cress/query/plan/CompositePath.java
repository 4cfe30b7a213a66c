package dev.cress.query.plan;

import dev.cress.mapping.EntityModel;
import dev.cress.mapping.IndexDefinition;
import dev.cress.mapping.Property;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of an index of several properties that conditions ask for.
 *
 * @param path the part of the index
 * @param served the conditions of which the path says all
 */
record CompositePath(AccessPath.Ordered path, List<Predicate> served) {

    /** Each combination of values is a stretch to be read, and to be counted beforehand. */
    private static final int MAX_STRETCHES = 64;

    /** One path for each index of which the conditions say something. */
    static List<CompositePath> of(EntityModel<?> model, List<Predicate> terms) {
        return model.indexes().composites().stream()
                .map(index -> of(index, terms))
                .filter(found -> !found.served.isEmpty())
                .toList();
    }

    /** Goes on from property to property as long as single values are asked for. */
    private static CompositePath of(IndexDefinition index, List<Predicate> terms) {
        List<RangeSet> parts = new ArrayList<>();
        List<Predicate> served = new ArrayList<>();
        long stretches = 1;
        for (Property property : index.properties()) {
            Optional<Predicate.InRanges> term = on(property, terms);
            boolean goesOn = parts.isEmpty() || parts.get(parts.size() - 1).isSingles();
            if (term.isEmpty() || !goesOn) {
                break;
            }
            RangeSet ranges = term.get().ranges();
            stretches *= ranges.intervals().size();
            if (stretches > MAX_STRETCHES) {
                break;
            }
            parts.add(ranges);
            served.add(term.get());
        }
        return new CompositePath(new AccessPath.Ordered(index, parts), served);
    }

    private static Optional<Predicate.InRanges> on(Property property, List<Predicate> terms) {
        return terms.stream()
                .filter(term -> term instanceof Predicate.InRanges ranges
                        && ranges.property().equals(property))
                .map(Predicate.InRanges.class::cast)
                .findFirst();
    }
}
