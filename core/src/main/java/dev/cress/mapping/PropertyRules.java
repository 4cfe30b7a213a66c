package dev.cress.mapping;

import dev.cress.codec.LengthLimit;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a property's values.
 *
 * @param defaultText text that stands for a null, null for none
 * @param length how long values may be
 */
public record PropertyRules(byte @Nullable [] defaultText, LengthLimit length) {

    /** Nothing is said: of ids, and of values that are no property of an entity. */
    public static final PropertyRules NONE = new PropertyRules(null, LengthLimit.NONE);
}
