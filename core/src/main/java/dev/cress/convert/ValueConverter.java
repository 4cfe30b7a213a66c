package dev.cress.convert;

import java.util.function.Function;

/**
 * Stores values of one type as values of another: a {@code Money} as a {@code BigDecimal}, by whose text and order it is then stored and indexed. Stateless; called
 * on the connection's I/O thread, so it must not block.
 *
 * @param <V> type of the values
 * @param <S> type that is stored instead
 */
public interface ValueConverter<V, S> {

    /**
     * A converter of two functions.
     *
     * @param type type of the values
     * @param storedType type that is stored instead
     * @param toStored from a value to what is stored
     * @param fromStored back
     * @param <V> type of the values
     * @param <S> type that is stored instead
     * @return a converter
     */
    static <V, S> ValueConverter<V, S> of(
            Class<V> type, Class<S> storedType, Function<V, S> toStored, Function<S, V> fromStored) {
        return new FunctionConverter<>(type, storedType, toStored, fromStored);
    }

    /** {@return type of the values; a primitive counts as its wrapper} */
    Class<V> type();

    /** {@return type that is stored instead: one that can be stored without a converter} */
    Class<S> storedType();

    /**
     * What is stored for a value. Equal values give equal results.
     *
     * @param value a value, never null
     * @return what is stored, not null
     */
    S toStored(V value);

    /**
     * The value of what is stored.
     *
     * @param stored what is stored, never null
     * @return its value
     */
    V fromStored(S stored);
}
