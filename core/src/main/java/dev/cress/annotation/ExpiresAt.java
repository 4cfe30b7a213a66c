package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When the entity's life ends, to the millisecond: an {@code Instant}, {@code OffsetDateTime} or {@code ZonedDateTime}. What is saved with an end that has passed is absent at once. A null leaves the
 * matter to the type.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface ExpiresAt {}
