package dev.cress.codec;

import dev.cress.annotation.MaxLength;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long values may be.
 *
 * @param most characters of a text, bytes, or elements
 * @param each the same of each element
 */
public record LengthLimit(int most, int each) {

    /** Any length. */
    public static final LengthLimit NONE = new LengthLimit(Integer.MAX_VALUE, Integer.MAX_VALUE);

    static LengthLimit of(MaxLength annotation) {
        return new LengthLimit(annotation.value(), annotation.each());
    }

    /**
     * Reads what a member says.
     *
     * @param annotation what it says
     * @param type its class
     * @param content class of its elements; {@code Object} where it has none
     * @return the limit
     * @throws IllegalArgumentException if such a member has no such length
     */
    public static LengthLimit of(MaxLength annotation, Class<?> type, Class<?> content) {
        if (annotation.value() < 0 || annotation.each() < 0) {
            throw new IllegalArgumentException("a @MaxLength is 0 or more");
        }
        if (!isKnown(type)) {
            throw new IllegalArgumentException(
                    "@MaxLength needs a String, array, collection or map, not " + type.getTypeName());
        }
        if (annotation.each() < Integer.MAX_VALUE && !isKnown(content)) {
            throw new IllegalArgumentException(
                    "@MaxLength(each = …) needs elements that are Strings, arrays, collections or maps, not those of "
                            + type.getTypeName());
        }
        return of(annotation);
    }

    private static boolean isKnown(Class<?> type) {
        return type == String.class
                || type.isArray()
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
    }

    /**
     * What is wrong with a value.
     *
     * @param value a value
     * @return what it has too much of; empty if nothing
     */
    public Optional<String> violation(@Nullable Object value) {
        if (value == null || this.equals(NONE)) {
            return Optional.empty();
        }
        int length = length(value);
        if (length > most) {
            return Optional.of("has " + length + " " + unit(value) + ", at most " + most);
        }
        return each == Integer.MAX_VALUE ? Optional.empty() : violationOfElements(value);
    }

    private Optional<String> violationOfElements(Object value) {
        for (Object element : elements(value)) {
            if (element != null && length(element) > each) {
                return Optional.of("has an element of " + length(element) + " " + unit(element) + ", at most " + each);
            }
        }
        return Optional.empty();
    }

    private static Iterable<? extends @Nullable Object> elements(Object value) {
        if (value instanceof Collection<?> collection) {
            return collection;
        }
        return value instanceof Map<?, ?> map ? map.values() : Arrays.asList((Object[]) value);
    }

    private static int length(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof Collection<?> collection) {
            return collection.size();
        }
        return value instanceof Map<?, ?> map ? map.size() : Array.getLength(value);
    }

    private static String unit(Object value) {
        return value instanceof String ? "characters" : value instanceof byte[] ? "bytes" : "elements";
    }
}
