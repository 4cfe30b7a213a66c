package dev.cress.connection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A range of byte strings in unsigned lexicographic order.
 *
 * @param lower lower bound
 * @param lowerInclusive whether the lower bound belongs to it
 * @param upper upper bound, which does not belong to it; null for none
 */
public record ByteRange(byte[] lower, boolean lowerInclusive, byte @Nullable [] upper) {

    /** Everything. */
    public static final ByteRange ALL = of(new byte[0], null);

    /**
     * A range that holds its lower bound.
     *
     * @param lower lower bound
     * @param upper upper bound, exclusive; null for none
     * @return the range
     */
    public static ByteRange of(byte[] lower, byte @Nullable [] upper) {
        return new ByteRange(lower, true, upper);
    }

    /**
     * What of this range lies beyond a member.
     *
     * @param member the last member seen
     * @param direction in which the range is read
     * @return the rest, which does not hold the member; possibly empty
     */
    public ByteRange beyond(byte[] member, Direction direction) {
        if (direction == Direction.ASCENDING) {
            return Arrays.compareUnsigned(member, lower) >= 0 ? new ByteRange(member, false, upper) : this;
        }
        return upper == null || Arrays.compareUnsigned(member, upper) < 0
                ? new ByteRange(lower, lowerInclusive, member)
                : this;
    }

    /** {@return whether it certainly holds nothing} */
    public boolean isEmpty() {
        return upper != null && Arrays.compareUnsigned(lower, upper) >= 0;
    }

    /**
     * Whether a byte string lies in the range.
     *
     * @param bytes a byte string
     * @return whether it does
     */
    public boolean contains(byte[] bytes) {
        int low = Arrays.compareUnsigned(bytes, lower);
        return (lowerInclusive ? low >= 0 : low > 0) && (upper == null || Arrays.compareUnsigned(bytes, upper) < 0);
    }
}
