package dev.cress.mapping;

import dev.cress.codec.TextCodec;
import org.jspecify.annotations.Nullable;

/**
 * Ids as users see them, as bytes, and as the parts that entities hold.
 *
 * @param type class of an id
 * @param codec between an id and its bytes
 * @param composite of an id that several properties make; null for one that a single property holds
 */
record IdCodec(
        Class<?> type, TextCodec<Object> codec, @Nullable RecordIdCodec composite) {

    /** The id of an entity's parts, none of which is null. */
    Object compose(Object[] parts) {
        return composite == null ? parts[0] : composite.create(parts);
    }

    Object[] decompose(Object id) {
        return composite == null ? new Object[] {id} : composite.components(id);
    }
}
