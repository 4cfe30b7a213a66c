package dev.cress.query;

import org.jspecify.annotations.Nullable;

/**
 * How often a value occurs.
 *
 * @param value a value, or null
 * @param count how many entities have it
 * @param <V> its type
 */
public record ValueCount<V extends @Nullable Object>(
        @Nullable V value, long count) {}
