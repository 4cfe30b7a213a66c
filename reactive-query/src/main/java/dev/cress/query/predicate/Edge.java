package dev.cress.query.predicate;

import dev.cress.script.entry.Entries;
import dev.cress.script.entry.TextEntries;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place between the members of an ordered index.
 *
 * @param bytes the first member beyond it has these bytes or greater ones; null for the end
 * @param asLower how it reads at the lower end of a range
 * @param asUpper how it reads at the upper end of a range
 */
record Edge(byte @Nullable [] bytes, String asLower, String asUpper) implements Comparable<Edge> {

    /** No entry and no id's mark begins so. */
    private static final byte BEYOND_ENTRIES = (byte) 0xFF;

    private static final byte AFTER_ID_MARK = 0x03;

    /** Before everything. */
    static final Edge START = new Edge(new byte[0], "[null", "[null");

    /** After the nulls, before the least value. */
    static final Edge VALUES = new Edge(Entries.after(Entries.ofNull()), "(-inf", "null]");

    /** After everything. */
    static final Edge END = new Edge(null, "(+inf", "+inf)");

    static Edge before(byte[] entry, String label) {
        return new Edge(Entries.before(entry), "[" + label, label + ")");
    }

    static Edge after(byte[] entry, String label) {
        return new Edge(Entries.after(entry), "(" + label, label + "]");
    }

    static Edge beforePrefix(byte[] prefix, String label) {
        return new Edge(TextEntries.prefix(prefix), "[" + label + "*", label + "*)");
    }

    static Edge afterPrefix(byte[] prefix, String label) {
        return new Edge(TextEntries.prefixEnd(prefix), "(" + label + "*", label + "*]");
    }

    /** The same place among the members that begin with a prefix, whether an id or another entry follows the value. */
    byte[] behind(byte[] prefix) {
        if (bytes == null) {
            return joined(prefix, new byte[] {BEYOND_ENTRIES}, 1);
        }
        if (bytes.length == 0 || isOfPrefix()) {
            return joined(prefix, bytes, bytes.length);
        }
        byte[] place = joined(prefix, bytes, bytes.length);
        boolean above = place[place.length - 1] == AFTER_ID_MARK;
        place[place.length - 1] = BEYOND_ENTRIES;
        return above ? place : Arrays.copyOf(place, place.length - 1);
    }

    private static byte[] joined(byte[] prefix, byte[] rest, int length) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + length);
        System.arraycopy(rest, 0, joined, prefix.length, length);
        return joined;
    }

    /** Whether it is the edge of a prefix: in the label of a value a star is quoted. */
    boolean isOfPrefix() {
        return asLower.endsWith("*");
    }

    @Override
    public int compareTo(Edge other) {
        if (bytes == null || other.bytes == null) {
            return Boolean.compare(bytes == null, other.bytes == null);
        }
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Edge edge && compareTo(edge) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return asLower;
    }
}
