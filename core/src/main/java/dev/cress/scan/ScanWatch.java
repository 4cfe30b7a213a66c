package dev.cress.scan;

import dev.cress.key.PartitionKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a scan learns what moves while it reads.
 *
 * @param partitions the partitions' keys, in the order of the index's keys
 * @param history what change events tell of the index's members
 * @param origins where the first of several scans began whose members are alternatives; null for a scan for itself
 * @param most how many entities may move between two pages, or have moved ahead, in a partition
 */
public record ScanWatch(
        List<PartitionKeys> partitions,
        MemberHistory history,
        @Nullable ScanOrigins origins,
        int most) {

    /**
     * With the limit on what is remembered.
     *
     * @param partitions the partitions' keys, in the order of the index's keys
     * @param history what change events tell of the index's members
     * @param origins where the first of several scans began whose members are alternatives; null for a scan for itself
     */
    public ScanWatch(List<PartitionKeys> partitions, MemberHistory history, @Nullable ScanOrigins origins) {
        this(partitions, history, origins, SeenMembers.MAX_MOVED);
    }

    /** Copies the list. */
    public ScanWatch {
        partitions = List.copyOf(partitions);
    }
}
