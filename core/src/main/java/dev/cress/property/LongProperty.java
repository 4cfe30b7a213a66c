package dev.cress.property;

import java.io.Serializable;
import java.util.function.ToLongFunction;

/**
 * A property of a primitive integral type named by a method reference, so that it can be compared with plain number literals.
 *
 * @param <T> the entity type
 */
@FunctionalInterface
public interface LongProperty<T> extends ToLongFunction<T>, Serializable {}
