package dev.cress.codec;

import dev.cress.script.entry.EntryType;

/**
 * A type whose values are stored as plain text and can be indexed in order.
 *
 * @param codec between value and text
 * @param entryType how its text becomes an index entry
 * @param <V> the type
 */
public record ScalarType<V>(TextCodec<V> codec, EntryType entryType) {}
