package dev.cress.connection;

import java.util.List;

/**
 * A page of a hash.
 *
 * @param cursor where the next one begins
 * @param fields fields and values in turn; a field may come twice
 */
public record HashPage(String cursor, List<byte[]> fields) {

    /** {@return whether no page follows} */
    public boolean isLast() {
        return cursor.equals("0");
    }
}
