package dev.cress.mapping;

import dev.cress.codec.TextCodec;
import dev.cress.script.entry.EntryType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored property.
 *
 * @param name Java name
 * @param storedName name of its field in the hash, and of its indexes
 * @param type its class; of an optional that of its content
 * @param declaredType declared class
 * @param codec between value and text
 * @param entryType how its text becomes an index entry; empty for a position and for JSON
 * @param rules what is said of its values
 * @param ordinal position among the model's properties, or {@link #ID_ORDINAL}
 */
public record Property(
        String name,
        String storedName,
        Class<?> type,
        Class<?> declaredType,
        TextCodec<Object> codec,
        Optional<EntryType> entryType,
        PropertyRules rules,
        int ordinal) {

    /** Ordinal of the id, whose text is the id of a row. */
    public static final int ID_ORDINAL = -1;

    /** The text that is stored for a value, that of the default for a null. */
    byte @Nullable [] text(@Nullable Object value) {
        return value == null ? rules.defaultText() : codec.encode(value);
    }

    /** The value of a stored text, the default where nothing is stored. */
    @Nullable
    Object value(byte @Nullable [] text) {
        byte[] known = text == null ? rules.defaultText() : text;
        return known == null ? null : codec.decode(known);
    }

    /** {@return whether a converter stands between its values and what is stored} */
    public boolean isConverted() {
        return codec instanceof ConvertedCodec;
    }

    /** {@return the text that is stored for a null, and stands for one; null for none} */
    public byte @Nullable [] defaultText() {
        return rules.defaultText();
    }

    /** {@return most characters, bytes or elements; {@code Integer.MAX_VALUE} for any number} */
    public int maxLength() {
        return rules.length().most();
    }

    /**
     * A value as the entity has it.
     *
     * @param value a value or null
     * @return an optional of it, if the property is one
     */
    public @Nullable Object declared(@Nullable Object value) {
        return Optionals.wrap(declaredType, value);
    }

    /**
     * A value as it is stored.
     *
     * @param value a value as the entity has it
     * @return the content of an optional, null for an empty one; anything else itself
     */
    public @Nullable Object content(@Nullable Object value) {
        return type == declaredType ? value : Optionals.content(value);
    }
}
