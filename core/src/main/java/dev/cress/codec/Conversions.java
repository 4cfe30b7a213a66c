package dev.cress.codec;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What converters of users make of values. */
public final class Conversions {

    private Conversions() {}

    /**
     * What a converter gives. What it says when it fails may quote the value, so only its kind is told.
     *
     * @param conversion calls it
     * @param <R> what it gives
     * @return the same, never null
     * @throws IllegalArgumentException if it fails, or gives nothing
     */
    public static <R> R of(Supplier<? extends @Nullable R> conversion) {
        R converted;
        try {
            converted = conversion.get();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "cannot be converted (" + e.getClass().getSimpleName() + ")", e);
        }
        if (converted == null) {
            throw new IllegalArgumentException("got no value from its converter, which is to give one");
        }
        return converted;
    }
}
