package dev.cress.annotation;

import dev.cress.convert.ValueConverter;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Stores this property by a converter of its own; it goes before one of the options. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface ConvertWith {
    /**
     * The converter.
     *
     * @return a class with a constructor without parameters
     */
    Class<? extends ValueConverter<?, ?>> value();
}
