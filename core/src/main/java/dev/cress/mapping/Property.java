package dev.cress.mapping;

import dev.cress.codec.TextCodec;
import dev.cress.script.entry.EntryType;
import java.util.Optional;

/**
 * A stored property.
 *
 * @param name Java name and name of its field in the hash
 * @param type declared class
 * @param codec between value and text
 * @param entryType how its text becomes an index entry; empty for a position and for JSON
 * @param ordinal position among the model's properties, or {@link #ID_ORDINAL}
 */
public record Property(
        String name, Class<?> type, TextCodec<Object> codec, Optional<EntryType> entryType, int ordinal) {

    /** Ordinal of the id, whose text is the id of a row. */
    public static final int ID_ORDINAL = -1;
}
