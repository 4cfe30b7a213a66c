package dev.cress.property;

import java.io.Serializable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A property named by a method reference, such as {@code City::country}. A lambda expression names nothing and is refused.
 *
 * @param <T> the entity type
 * @param <V> type of the property
 */
@FunctionalInterface
public interface PropertyReference<T, V extends @Nullable Object> extends Function<T, V>, Serializable {}
