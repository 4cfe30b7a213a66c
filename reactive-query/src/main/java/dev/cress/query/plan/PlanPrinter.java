package dev.cress.query.plan;

import dev.cress.connection.Direction;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Prints a plan: one step a line, indented below the step that uses it. */
public final class PlanPrinter implements PlanVisitor<String> {

    private final int depth;

    private PlanPrinter(int depth) {
        this.depth = depth;
    }

    /**
     * Prints a plan.
     *
     * @param plan the plan
     * @return its text, without a line break at the end
     */
    public static String print(PlanNode plan) {
        return plan.accept(new PlanPrinter(0));
    }

    @Override
    public String empty(PlanNode.Empty node) {
        return line("Empty(why=[" + node.reason() + "])", node);
    }

    @Override
    public String primaryScan(PlanNode.PrimaryScan node) {
        return line("PrimaryScan(why=[" + node.why() + "])", node);
    }

    @Override
    public String indexScan(PlanNode.IndexScan node) {
        String name = node.ranges().isPoints() ? "IndexLookup" : "IndexRange";
        String direction = node.direction() == Direction.DESCENDING ? ", descending" : "";
        return line(name + "(" + node.index().name() + "=[" + node.ranges() + "]" + direction + ")", node);
    }

    @Override
    public String geoSearch(PlanNode.GeoSearch node) {
        return line("GeoSearch(" + node.circle() + ")", node);
    }

    @Override
    public String union(PlanNode.Union node) {
        return line("Union", node)
                + node.branches().stream().map(branch -> below(branch.node())).collect(Collectors.joining());
    }

    @Override
    public String probe(PlanNode.Probe node) {
        return line("Probe(" + join(node.terms()) + ")", node) + below(node.input());
    }

    @Override
    public String filter(PlanNode.Filter node) {
        return line("ResidualFilter(note=[" + node.predicate() + "])", node) + below(node.input());
    }

    @Override
    public String sort(PlanNode.Sort node) {
        return line("Sort(by=[" + node.order() + "]" + number(", keep", node.keep()) + ")", node) + below(node.input());
    }

    @Override
    public String fetch(PlanNode.Fetch node) {
        return line("Fetch(entity=[" + node.entity() + "]" + number(", limit", node.limit()) + ")", node)
                + below(node.input());
    }

    @Override
    public String countEntries(PlanNode.CountEntries node) {
        String what = node.index() == null ? "id" : node.index().name() + "=[" + node.ranges() + "]";
        return line("CountEntries(" + what + ")", node);
    }

    private String line(String step, PlanNode node) {
        return "  ".repeat(depth) + step + " rows≈" + node.estimatedRows();
    }

    private String below(PlanNode input) {
        return "\n" + input.accept(new PlanPrinter(depth + 1));
    }

    private static String number(String name, OptionalLong value) {
        return value.isPresent() ? name + "=[" + value.getAsLong() + "]" : "";
    }

    private static String join(List<?> terms) {
        return terms.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
