package dev.cress.query.execute;

import dev.cress.connection.ByteRange;
import dev.cress.entity.OpenStore;
import dev.cress.mapping.IndexDefinition;
import dev.cress.query.plan.AccessPath;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import dev.cress.scan.ScanWatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an ordered index over one property.
 *
 * @param index the index
 * @param ranges which values
 * @param partitions by which condition only some partitions are asked; null for all
 */
public record IndexPart(IndexDefinition index, RangeSet ranges, Predicate.@Nullable InRanges partitions) {

    /** The keys of the index in the partitions that matter. */
    List<byte[]> keys(OpenStore<?> store) {
        return AskedPartitions.of(store, partitions).keys(partition -> partition.index(index.form(), index.name()));
    }

    /** How a scan watches what moves; null where nothing can. */
    @Nullable
    ScanWatch watch(OpenStore<?> store) {
        return IndexWatch.of(store, new AccessPath.Ordered(index, ranges), AskedPartitions.of(store, partitions), null)
                .orElse(null);
    }

    List<ByteRange> bytes() {
        return ranges.bytes();
    }
}
