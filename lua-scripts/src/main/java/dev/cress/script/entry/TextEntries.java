package dev.cress.script.entry;

/** Entries of texts: NUL escaped, NUL-terminated. */
public final class TextEntries {

    /** Bytes of UTF-8 that an indexed text may have: longer ones would make index pages heavy, and cutting them would lose their order. */
    public static final int MAX_BYTES = 1024;

    static final byte TAG = 0x03;
    private static final byte ESCAPE = (byte) 0xFF;

    private TextEntries() {}

    static byte[] encode(byte[] text) {
        check(text);
        return whole(text);
    }

    static void check(byte[] text) {
        if (text.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an indexed text has at most " + MAX_BYTES + " bytes of UTF-8, this one has " + text.length);
        }
    }

    /**
     * The entry of a text of any length, for what no index holds.
     *
     * @param text UTF-8
     * @return its entry
     */
    public static byte[] whole(byte[] text) {
        return entry(text, 1);
    }

    /**
     * @param text beginning of a text, UTF-8
     * @return the bytes with which the entry of every text begins that begins so: the lower bound of a prefix query
     */
    public static byte[] prefix(byte[] text) {
        return entry(text, 0);
    }

    /** @param end how many bytes of zero follow */
    private static byte[] entry(byte[] text, int end) {
        byte[] entry = new byte[1 + text.length + zeros(text) + end];
        int at = 0;
        entry[at++] = TAG;
        for (byte b : text) {
            entry[at++] = b;
            if (b == 0) {
                entry[at++] = ESCAPE;
            }
        }
        return entry;
    }

    /**
     * @param text beginning of a text, UTF-8
     * @return the upper bound, exclusive, of a prefix query: UTF-8 has no byte 0xFF
     */
    public static byte[] prefixEnd(byte[] text) {
        byte[] end = entry(text, 1);
        end[end.length - 1] = (byte) 0xFF;
        return end;
    }

    private static int zeros(byte[] text) {
        int zeros = 0;
        for (byte b : text) {
            zeros += b == 0 ? 1 : 0;
        }
        return zeros;
    }
}
