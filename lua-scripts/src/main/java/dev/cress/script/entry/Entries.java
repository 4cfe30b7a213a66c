package dev.cress.script.entry;

import java.util.Arrays;

/** Members of ordered indexes and the byte ranges over them: an entry, the id's mark, the id. */
public final class Entries {

    static final byte ID_MARK = 0x02;
    private static final byte[] NULL = {0x01};

    private Entries() {}

    /** {@return the entry of a null, below all others} */
    public static byte[] ofNull() {
        return NULL.clone();
    }

    /**
     * @param entry entry of a value
     * @param id id of the entity
     * @return the member of the index
     */
    public static byte[] member(byte[] entry, byte[] id) {
        byte[] member = Arrays.copyOf(entry, entry.length + 1 + id.length);
        member[entry.length] = ID_MARK;
        System.arraycopy(id, 0, member, entry.length + 1, id.length);
        return member;
    }

    /**
     * @param entry entry of a value
     * @return the lower bound, inclusive, of all members with this entry
     */
    public static byte[] before(byte[] entry) {
        return append(entry, ID_MARK);
    }

    /**
     * @param entry entry of a value
     * @return the upper bound, exclusive, of all members with this entry
     */
    public static byte[] after(byte[] entry) {
        return append(entry, (byte) (ID_MARK + 1));
    }

    /**
     * @param member member of an ordered index
     * @return the length of its entry; what follows the next byte is the id
     * @throws IllegalArgumentException when it is no member
     */
    public static int entryLength(byte[] member) {
        int length = EntryScanner.length(member);
        if (length >= member.length || member[length] != ID_MARK) {
            throw new IllegalArgumentException("not a member of an ordered index");
        }
        return length;
    }

    private static byte[] append(byte[] entry, byte last) {
        byte[] bound = Arrays.copyOf(entry, entry.length + 1);
        bound[entry.length] = last;
        return bound;
    }
}
