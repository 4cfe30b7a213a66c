package dev.cress.codec;

import dev.cress.annotation.MaxLength;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
     * @return what it has too much of, and its longest element if that is too long; empty if nothing is wrong
     */
    public List<String> violations(@Nullable Object value) {
        if (value == null || this.equals(NONE)) {
            return List.of();
        }
        Stream<String> own = length(value) > most
                ? Stream.of("has " + length(value) + " " + unit(value) + ", at most " + most)
                : Stream.empty();
        return each == Integer.MAX_VALUE
                ? own.toList()
                : Stream.concat(own, violationOfElements(value).stream()).toList();
    }

    private Optional<String> violationOfElements(Object value) {
        Object longest = null;
        for (Object element : elements(value)) {
            if (element != null && length(element) > Math.max(each, longest == null ? 0 : length(longest))) {
                longest = element;
            }
        }
        return Optional.ofNullable(longest)
                .map(element -> "has an element of " + length(element) + " " + unit(element) + ", at most " + each);
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
