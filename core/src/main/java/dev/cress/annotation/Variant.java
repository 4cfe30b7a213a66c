package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names one of the classes of a sealed hierarchy, for values inside of an entity. Each class of the hierarchy that can be instantiated needs one, so nothing that is
 * stored chooses a class: it chooses among these names. A name outlives the class name: choose it once.
 *
 * <pre>{@code
 * @Variant(name = "card", type = Card.class)
 * @Variant(name = "transfer", type = Transfer.class)
 * sealed interface Payment permits Card, Transfer {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Variants.class)
public @interface Variant {
    /**
     * The stored name.
     *
     * @return the value of {@code "@type"} in the stored JSON
     */
    String name();

    /**
     * The class.
     *
     * @return a final class or record of the hierarchy
     */
    Class<?> type();
}
