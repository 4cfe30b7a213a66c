package dev.cress.query.execute;

import dev.cress.entity.OpenStore;
import dev.cress.key.PartitionKeys;
import dev.cress.query.plan.AccessPath;
import dev.cress.scan.MemberHistory;
import dev.cress.scan.ScanOrigins;
import dev.cress.scan.ScanWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether entities may move within what is read of an index while they meet the criteria, so that a scan has to watch. */
final class IndexWatch {

    private IndexWatch() {}

    /**
     * How a scan watches.
     *
     * @param origins where the first of several scans began whose members are alternatives; null for a scan for itself
     * @return empty where nothing can move: of one value an entity has one member
     */
    static Optional<ScanWatch> of(
            OpenStore<?> store, AccessPath.Ordered path, AskedPartitions partitions, @Nullable ScanOrigins origins) {
        if (path.isPoint() && origins == null) {
            return Optional.empty();
        }
        List<PartitionKeys> keys = partitions.numbers().stream()
                .map(number -> store.keys().partition(number))
                .toList();
        return Optional.of(new ScanWatch(keys, MemberHistory.of(store.model(), path.index(), fixed(path)), origins));
    }

    private static List<byte @Nullable []> fixed(AccessPath.Ordered path) {
        List<byte @Nullable []> fixed = new ArrayList<>();
        for (int place = 0; place < path.index().properties().size(); place++) {
            fixed.add(
                    path.isFixed(place)
                            ? path.parts().get(place).intervals().get(0).entry()
                            : null);
        }
        return fixed;
    }
}
