package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The most characters (code points) that a {@code String} may have, bytes a {@code byte[]}, or elements a collection, map or array; a longer one is refused before anything is sent. Of members
 * of nested values as well.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface MaxLength {
    /**
     * The length.
     *
     * @return 0 or more
     */
    int value() default Integer.MAX_VALUE;

    /**
     * The length of each element, or value of a map, which has a length itself.
     *
     * @return 0 or more
     */
    int each() default Integer.MAX_VALUE;
}
