package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The time at which an entity was created: set when it is inserted, or saved for the first time, unless it has one already; of a type without version, by every save of an entity that has none. An {@code Instant}, {@code OffsetDateTime} or {@code ZonedDateTime}, the latter in the zone of the context's clock. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface CreatedDate {}
