package dev.cress.scan;

import dev.cress.key.PartitionKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the change events of partitions were when the first of several scans began whose members are alternatives. An entity that is in one of them throughout, if not always in the same one, is
 * found by one of them, or has left one before that came to it: after this place. So no
 * page of any of them is read before it.
 */
public final class ScanOrigins {

    private final Map<PartitionKeys, EventPlace> places = new ConcurrentHashMap<>();

    /**
     * Says where a scan begins, before its first page.
     *
     * @return false when another one had begun behind that place already: the scan has to begin again
     */
    boolean begin(PartitionKeys partition, EventPlace read) {
        return places.computeIfAbsent(partition, first -> read).number() <= read.number();
    }

    @Nullable
    EventPlace of(PartitionKeys partition) {
        return places.get(partition);
    }
}
