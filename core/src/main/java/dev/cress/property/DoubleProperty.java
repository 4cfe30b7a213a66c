package dev.cress.property;

import java.io.Serializable;
import java.util.function.ToDoubleFunction;

/**
 * A property of a primitive floating-point type named by a method reference, so that it can be compared with plain number literals.
 *
 * @param <T> the entity type
 */
@FunctionalInterface
public interface DoubleProperty<T> extends ToDoubleFunction<T>, Serializable {}
