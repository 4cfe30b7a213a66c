package dev.cress.query.execute;

import dev.cress.mapping.EntityModel;
import dev.cress.mapping.IndexDefinition;
import dev.cress.mapping.Property;
import dev.cress.query.plan.PlanNode;
import java.util.List;
import java.util.stream.Stream;

/** The properties whose indexes a step and those below it look at. */
final class ReadProperties {

    private ReadProperties() {}

    static List<Property> of(EntityModel<?> model, PlanNode node) {
        return indexes(node)
                .flatMap(index -> index.properties().stream())
                .map(value -> model.properties().get(value.ordinal()))
                .distinct()
                .toList();
    }

    private static Stream<IndexDefinition> indexes(PlanNode node) {
        if (node instanceof PlanNode.IndexScan scan) {
            return Stream.of(scan.path().index());
        }
        if (node instanceof PlanNode.GeoSearch search) {
            return Stream.of(search.index());
        }
        if (node instanceof PlanNode.Probe probe) {
            Stream<IndexDefinition> asked = probe.terms().stream().map(PlanNode.Probe.Term::index);
            return Stream.concat(asked, indexes(probe.input()));
        }
        if (node instanceof PlanNode.Filter filter) {
            return indexes(filter.input());
        }
        if (node instanceof PlanNode.Merge merge) {
            return merge.inputs().stream().flatMap(ReadProperties::indexes);
        }
        return node instanceof PlanNode.Union union
                ? union.branches().stream().flatMap(ReadProperties::indexes)
                : Stream.empty();
    }
}
