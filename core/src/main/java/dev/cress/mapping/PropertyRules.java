package dev.cress.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What is said of a property's values.
 *
 * @param defaultText text that stands for a null, null for none
 * @param maxLength most characters, bytes or elements
 */
public record PropertyRules(byte @Nullable [] defaultText, int maxLength) {}
