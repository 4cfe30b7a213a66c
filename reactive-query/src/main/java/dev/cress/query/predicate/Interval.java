package dev.cress.query.predicate;

import dev.cress.connection.ByteRange;
import dev.cress.script.entry.Entries;
import java.util.Arrays;
import java.util.Objects;

/**
 * What lies between two places of an ordered index.
 *
 * @param lower where it begins
 * @param upper where it ends, beyond the beginning
 */
public record Interval(Edge lower, Edge upper) {

    /** Checks the order. */
    public Interval {
        if (lower.compareTo(upper) >= 0) {
            throw new IllegalArgumentException("an interval is not empty");
        }
    }

    /** {@return its bytes} */
    public ByteRange bytes() {
        return ByteRange.of(Objects.requireNonNull(lower.bytes()), upper.bytes());
    }

    /**
     * Its bytes in an index of several properties.
     *
     * @param prefix the entries of the properties before
     * @return its bytes behind them
     */
    public ByteRange bytes(byte[] prefix) {
        return ByteRange.of(lower.behind(prefix), upper.behind(prefix));
    }

    /** {@return whether it holds one value only, or null only} */
    public boolean isSingle() {
        return isNull() || isPoint();
    }

    /** {@return whether it holds one value only} */
    public boolean isPoint() {
        byte[] low = Objects.requireNonNull(lower.bytes());
        byte[] high = upper.bytes();
        return high != null
                && !lower.isOfPrefix()
                && low.length > 1
                && low.length == high.length
                && low[low.length - 1] == 0x02
                && high[high.length - 1] == 0x03
                && Arrays.mismatch(low, high) == low.length - 1;
    }

    /**
     * The entry of a point, or of null.
     *
     * @return the entry of its one value
     */
    public byte[] entry() {
        if (isNull()) {
            return Entries.ofNull();
        }
        byte[] low = Objects.requireNonNull(lower.bytes());
        return Arrays.copyOf(low, low.length - 1);
    }

    @Override
    public String toString() {
        if (isNull()) {
            return "null";
        }
        if (isPoint() || isPrefix()) {
            return lower.asLower().substring(1);
        }
        return lower.asLower() + ", " + upper.asUpper();
    }

    private boolean isNull() {
        return lower.equals(Edge.START) && upper.equals(Edge.VALUES);
    }

    private boolean isPrefix() {
        return lower.isOfPrefix() && upper.asUpper().equals(lower.asLower().substring(1) + "]");
    }
}
