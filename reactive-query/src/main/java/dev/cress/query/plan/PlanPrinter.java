package dev.cress.query.plan;

import dev.cress.connection.Direction;
import dev.cress.query.predicate.Predicate;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints a plan: one step a line, indented below the step that uses it. */
public final class PlanPrinter implements PlanVisitor<String> {

    private final int depth;
    private final Function<PlanNode, String> remarks;

    private PlanPrinter(int depth, Function<PlanNode, String> remarks) {
        this.depth = depth;
        this.remarks = remarks;
    }

    /**
     * Prints a plan.
     *
     * @param plan the plan
     * @return its text, without a line break at the end
     */
    public static String print(PlanNode plan) {
        return print(plan, step -> "");
    }

    /**
     * Prints a plan with a remark behind each step.
     *
     * @param plan the plan
     * @param remarks what is to stand behind a step
     * @return its text, without a line break at the end
     */
    public static String print(PlanNode plan, Function<PlanNode, String> remarks) {
        return plan.accept(new PlanPrinter(0, remarks));
    }

    @Override
    public String empty(PlanNode.Empty node) {
        return line("Empty(why=[" + node.reason() + "])", node);
    }

    @Override
    public String primaryScan(PlanNode.PrimaryScan node) {
        return line("PrimaryScan(why=[" + node.why() + "]" + descending(node.direction()) + ")", node);
    }

    @Override
    public String idLookup(PlanNode.IdLookup node) {
        return line("IdLookup(" + node.ids() + descending(node.direction()) + ")", node);
    }

    @Override
    public String indexScan(PlanNode.IndexScan node) {
        String name = node.path().isLookup() ? "IndexLookup" : "IndexRange";
        return line(name + "(" + node.path() + descending(node.direction()) + ")", node);
    }

    @Override
    public String geoSearch(PlanNode.GeoSearch node) {
        String from = node.circle().equals(node.area().circle()) ? "" : ", nearest first";
        return line("GeoSearch(" + node.area() + from + ")", node);
    }

    @Override
    public String union(PlanNode.Union node) {
        return line("Union", node) + node.branches().stream().map(this::below).collect(Collectors.joining());
    }

    @Override
    public String merge(PlanNode.Merge node) {
        return line("Merge(by=[id]" + descending(node.direction()) + ")", node)
                + node.inputs().stream().map(this::below).collect(Collectors.joining());
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
        String fields = node.fields().equals(Fields.ALL) ? "" : ", fields=[" + node.fields() + "]";
        return line(
                        "Fetch(entity=[" + node.entity() + "]" + fields + number(", limit", node.limit())
                                + partitions(node.partitions()) + ")",
                        node)
                + below(node.input());
    }

    @Override
    public String cover(PlanNode.Cover node) {
        return line(
                        "Cover(entity=[" + node.entity() + "]" + number(", limit", node.limit())
                                + partitions(node.partitions()) + ")",
                        node)
                + below(node.input());
    }

    @Override
    public String countEntries(CountEntries node) {
        return line(
                "CountEntries(" + (node.path() == null ? "id" : node.path()) + partitions(node.partitions()) + ")",
                node);
    }

    @Override
    public String resolve(Resolve node) {
        String conditions = node.references().stream()
                .map(reference -> reference.condition() + ", found=[" + reference.found() + "]")
                .collect(Collectors.joining("; "));
        return line("Resolve(" + conditions + ")", node)
                + node.references().stream()
                        .map(reference -> below(reference.targets()))
                        .collect(Collectors.joining())
                + below(node.input());
    }

    private String line(String step, PlanNode node) {
        return "  ".repeat(depth) + step + " rows≈" + node.estimatedRows() + remarks.apply(node);
    }

    private String below(PlanNode input) {
        return "\n" + input.accept(new PlanPrinter(depth + 1, remarks));
    }

    private static String descending(Direction direction) {
        return direction == Direction.DESCENDING ? ", descending" : "";
    }

    private static String partitions(Predicate.@Nullable InRanges term) {
        return term == null ? "" : ", partitions of " + term;
    }

    private static String number(String name, OptionalLong value) {
        return value.isPresent() ? name + "=[" + value.getAsLong() + "]" : "";
    }

    private static String join(List<?> terms) {
        return terms.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
