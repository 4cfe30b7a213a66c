package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A property whose value no two entities share; nulls are exempt. Checked and claimed in the same script that writes the entity. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Unique {
    /**
     * Among which entities the value is unique.
     *
     * @return the scope
     */
    Scope scope() default Scope.MODEL;

    /** Among which entities a value is unique. */
    enum Scope {
        /** Among all of the model. Needs a model of one partition. */
        MODEL,
        /** Among those of the same partition. */
        PARTITION
    }
}
