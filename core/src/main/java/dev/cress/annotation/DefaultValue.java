package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value of a property that has none: it is stored for a null, and read where nothing is stored, as of entities that are older than the property. Queries see what is stored. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface DefaultValue {
    /**
     * The value.
     *
     * @return its stored text
     */
    String value();
}
