package dev.cress.scan;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import java.util.Arrays;
import java.util.List;

/**
 * How far a scan has come in one partition.
 *
 * @param ranges what is read, in the order of the scan
 * @param direction which end comes first
 * @param range which of the ranges is being read; their number when all were
 * @param rest what is left of it
 */
record ScanFront(List<ByteRange> ranges, Direction direction, int range, ByteRange rest) {

    boolean isEnd() {
        return range == ranges.size();
    }

    /** Whether nothing that is still to be read comes before a member. */
    boolean passed(byte[] member) {
        if (isEnd()) {
            return true;
        }
        if (direction == Direction.ASCENDING) {
            int low = Arrays.compareUnsigned(member, rest.lower());
            return low < 0 || (low == 0 && !rest.lowerInclusive());
        }
        return rest.upper() != null && Arrays.compareUnsigned(member, rest.upper()) >= 0;
    }

    /** Whether a member would have been read by now, had it been there throughout. */
    boolean covers(byte[] member) {
        return passed(member) && reads(member);
    }

    /** Whether a member is among what is read. */
    boolean reads(byte[] member) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            ByteRange candidate = ranges.get(middle);
            if (candidate.contains(member)) {
                return true;
            }
            boolean above = candidate.upper() != null && Arrays.compareUnsigned(member, candidate.upper()) >= 0;
            if (above == (direction == Direction.ASCENDING)) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
