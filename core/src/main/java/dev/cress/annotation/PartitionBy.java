package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The first part of an id of several, by which alone the partition of an entity is chosen: those with the same value are in one partition, and queries for known values of it ask no
 * other.
 *
 * <pre>{@code
 * @RedisEntity(id = ReadingId.class)
 * record Reading(@Id @PartitionBy String sensor, @Id Instant at, @Indexed double value) {}
 *
 * record ReadingId(String sensor, Instant at) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface PartitionBy {}
