package dev.cress.mapping;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;

/** What the length of a value is. */
final class Lengths {

    private Lengths() {}

    static boolean isKnown(Class<?> type) {
        return type == String.class
                || type.isArray()
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
    }

    static int of(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof Collection<?> collection) {
            return collection.size();
        }
        return value instanceof Map<?, ?> map ? map.size() : Array.getLength(value);
    }

    static String unit(Class<?> type) {
        return type == String.class ? "characters" : type == byte[].class ? "bytes" : "elements";
    }
}
