package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A property whose value no two entities share; on the type, several properties whose values together no two entities share. Nulls are exempt, so what has a null among them is
 * too. Checked and claimed in the same script that writes the entity; in a model of several partitions, a new value is reserved before that where the value belongs, which
 * takes three round trips more (docs/decisions/0081). A write that leaves the value as it is has nothing of it.
 *
 * <pre>{@code
 * @Unique(value = {"country", "plate"}, scope = Unique.Scope.PARTITION)
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Repeatable(Uniques.class)
public @interface Unique {
    /**
     * The properties, on a type.
     *
     * @return two or more Java names; none on a property
     */
    String[] value() default {};

    /**
     * Among which entities the value is unique.
     *
     * @return the scope
     */
    Scope scope() default Scope.MODEL;

    /** Among which entities a value is unique. */
    enum Scope {
        /** Among all of the model. A model that declares no number of partitions has one then. */
        MODEL,
        /** Among those of the same partition: costs nothing, however many there are. */
        PARTITION
    }
}
