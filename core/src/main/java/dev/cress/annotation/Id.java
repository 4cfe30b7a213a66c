package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The property that identifies an entity: a {@code String}, {@code char}, integral number, {@code UUID}, enum, {@code Instant}, {@code LocalDate} or
 * {@code LocalDateTime}, or a record of these; 1 to 512 bytes as text. Several properties with this annotation make one id together: the record that
 * {@link RedisEntity#id} names, whose components have their names and types.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Id {}
