package dev.cress.feed;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a snapshot is in a partition.
 *
 * @param id bytes of the last id that was read; none before the first
 */
record ScanPlace(byte[] id) {

    static final ScanPlace BEFORE_FIRST = new ScanPlace(new byte[0]);

    boolean begun() {
        return id.length > 0;
    }

    /** Whether an id was passed. */
    boolean covers(byte[] other) {
        return Arrays.compareUnsigned(other, id) <= 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScanPlace place && Arrays.equals(place.id, id);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(id);
    }
}
