package dev.cress.query;

/**
 * An entity with its distance from a point.
 *
 * @param entity the entity
 * @param metres distance, infinite when it has no position
 * @param <T> the entity type
 */
public record Distanced<T>(T entity, double metres) {}
