package dev.cress.mapping;

import java.io.ByteArrayOutputStream;

/** How the texts of several parts make the bytes of one id: joined by {@code |}, with a {@code \\} before each {@code |} and {@code \\} in them. */
public final class IdParts {

    static final byte SEPARATOR = '|';
    static final byte ESCAPE = '\\';

    private IdParts() {}

    /**
     * A part as it stands in an id.
     *
     * @param text text of the part
     * @return the text with escapes
     */
    public static byte[] escaped(byte[] text) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(text.length);
        for (byte b : text) {
            if (b == SEPARATOR || b == ESCAPE) {
                escaped.write(ESCAPE);
            }
            escaped.write(b);
        }
        return escaped.toByteArray();
    }

    /**
     * Where the first part of an id ends.
     *
     * @param id bytes of an id of several parts
     * @return the length of its first part, escapes included
     */
    public static int firstLength(byte[] id) {
        int at = 0;
        while (at < id.length && id[at] != SEPARATOR) {
            at += id[at] == ESCAPE ? 2 : 1;
        }
        return Math.min(at, id.length);
    }
}
