package dev.cress.query.plan;

import dev.cress.connection.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one sequence by id of several ways, where each of them is one, or several of single values. */
final class MergeById {

    /** Each value is read page by page, ahead of what is wanted. */
    private static final int MAX_INPUTS = 16;

    private MergeById() {}

    static Optional<PlanNode> of(List<PlanNode> ways, Direction direction) {
        List<PlanNode> inputs = new ArrayList<>();
        for (PlanNode way : ways) {
            inputs.addAll(sequences(way, direction));
        }
        boolean byId = inputs.stream()
                .allMatch(input -> PlanOrder.has(input, SortOrder.BY_ID.thenById(direction)) && EntriesTell.all(input));
        return byId && inputs.size() > 1 && inputs.size() <= MAX_INPUTS
                ? Optional.of(new PlanNode.Merge(inputs, direction))
                : Optional.empty();
    }

    /** Within one value an index has the ids in order. */
    private static List<PlanNode> sequences(PlanNode way, Direction direction) {
        if (way instanceof PlanNode.Merge merge) {
            return merge.inputs();
        }
        if (!(way instanceof PlanNode.IndexScan scan) || !scan.path().isPoints()) {
            return List.of(way);
        }
        List<AccessPath.Ordered> values = scan.path().stretches();
        return values.stream()
                .<PlanNode>map(value -> new PlanNode.IndexScan(
                        value, direction, (scan.estimatedRows() + values.size() - 1) / values.size()))
                .toList();
    }
}
