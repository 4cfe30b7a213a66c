package dev.cress.query.plan;

import java.util.List;

/**
 * Another step whose conditions on what references lead to have been resolved before: each to a condition on the reference.
 *
 * @param references what was resolved, in the order of the conditions
 * @param input what then remains to be done
 */
public record Resolve(List<Reference> references, PlanNode input) implements PlanNode {

    /** Copies the references. */
    public Resolve {
        references = List.copyOf(references);
    }

    @Override
    public long estimatedRows() {
        return input.estimatedRows();
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.resolve(this);
    }

    /**
     * A condition that was resolved.
     *
     * @param condition how it reads
     * @param targets how the targets were found
     * @param found how many there are
     */
    public record Reference(String condition, PlanNode targets, int found) {}
}
