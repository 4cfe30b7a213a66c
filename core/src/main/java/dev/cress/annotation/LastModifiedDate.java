package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The time of the last save: set by every save, insert and update, so that each of them writes. An {@code Instant}, {@code OffsetDateTime} or {@code ZonedDateTime}, the latter in the zone of the context's clock. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface LastModifiedDate {}
