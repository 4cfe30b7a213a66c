package dev.cress.scan;

import dev.cress.script.entry.Entries;
import java.util.Arrays;

/**
 * A member of an index.
 *
 * @param partition where it is
 * @param bytes the member
 * @param origin what tells of it
 */
public record Member(int partition, byte[] bytes, Origin origin) {

    /** What tells of a member. */
    public enum Origin {
        /** A page of the index: at that moment it was there. */
        PAGE,
        /** Change events: it may be there, or may have been. */
        EVENTS
    }

    /**
     * A member of a page.
     *
     * @param partition where it is
     * @param bytes the member
     */
    public Member(int partition, byte[] bytes) {
        this(partition, bytes, Origin.PAGE);
    }

    /**
     * The id in a member of an ordered index.
     *
     * @param member the member
     * @return bytes of the id
     */
    public static byte[] idOf(byte[] member) {
        return Arrays.copyOfRange(member, Entries.entryLength(member) + 1, member.length);
    }
}
