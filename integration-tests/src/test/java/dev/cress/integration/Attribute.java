package dev.cress.integration;

import java.util.Comparator;
import java.util.function.Function;

/**
 * A property as the reference model sees it.
 *
 * @param getter its value, which may be null
 * @param values order of its values other than null; equal is what it says is equal
 */
record Attribute<T>(String name, Function<T, ?> getter, Comparator<Object> values) {

    /** Of a type whose natural order is the order of its index. */
    static <T, V extends Comparable<? super V>> Attribute<T> natural(
            String name, Class<V> type, Function<T, ? extends V> getter) {
        return new Attribute<>(name, getter, Comparator.comparing(type::cast, Comparator.<V>naturalOrder()));
    }

    /** Of a type that is ordered by the UTF-8 bytes of its text: strings, enums, UUIDs, booleans. */
    static <T> Attribute<T> text(String name, Function<T, ?> getter) {
        return new Attribute<>(name, getter, Comparator.comparing(Object::toString, ByteStrings.UTF8_ORDER));
    }

    /** Of a text that is compared without case. */
    static <T> Attribute<T> textWithoutCase(String name, Function<T, String> getter) {
        return new Attribute<>(
                name,
                getter,
                Comparator.comparing(value -> IndexEntries.lower((String) value), ByteStrings.UTF8_ORDER));
    }

    /** Of a floating-point type: negative zero is zero, NaN is above all. */
    static <T> Attribute<T> floatingPoint(String name, Function<T, ? extends Number> getter) {
        return new Attribute<>(name, getter, Comparator.comparing(value -> ((Number) value).doubleValue() + 0.0));
    }

    /** Without an order of its own: a position. */
    static <T> Attribute<T> position(String name, Function<T, Position> getter) {
        return new Attribute<>(name, getter, Comparator.comparing(Object::toString));
    }

    Object value(T entity) {
        return getter.apply(entity);
    }

    /** Null lies below all values. */
    Comparator<T> order() {
        return Comparator.comparing(this::value, Comparator.nullsFirst(values));
    }
}
