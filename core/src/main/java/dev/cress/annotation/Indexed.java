package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A property with an ordered index, by which queries may compare, seek by prefix and sort.
 *
 * <p>Of a collection or array each element has an entry, by which queries ask {@code hasElement}, {@code hasAnyOf} and {@code hasAllOf}. Of a nested value {@link #paths()} says
 * which of its members are indexed.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Indexed {
    /**
     * What is indexed inside of a nested value, or of each of a collection of such.
     *
     * @return Java names of members, with dots between those of members of members: {@code "city"}, {@code "rooms.seats"}; none for the property itself
     */
    String[] paths() default {};

    /**
     * Whether entities without a value have no entry, which spares memory where most have none. Such an index serves conditions that no null meets, and no order.
     *
     * @return whether it is sparse
     */
    boolean sparse() default false;
}
