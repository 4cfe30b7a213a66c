package dev.cress.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What is said of a property's values.
 *
 * @param defaultText text that stands for a null, null for none
 * @param maxLength most characters, bytes or elements
 */
public record PropertyRules(byte @Nullable [] defaultText, int maxLength) {

    /** Nothing is said: of ids, and of values that are no property of an entity. */
    public static final PropertyRules NONE = new PropertyRules(null, Integer.MAX_VALUE);
}
