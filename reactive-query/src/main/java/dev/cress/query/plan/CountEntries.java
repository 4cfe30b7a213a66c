package dev.cress.query.plan;

import dev.cress.query.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A number that indexes know without their members being read.
 *
 * @param path an ordered index, and which part of it; null for the index of ids
 * @param estimatedRows number of entries
 * @param partitions by which condition only some partitions are asked; null for all
 */
public record CountEntries(
        AccessPath.@Nullable Ordered path, long estimatedRows, Predicate.@Nullable InRanges partitions)
        implements PlanNode {
    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.countEntries(this);
    }
}
