package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An ordered index over several properties: entities by the first, of equal ones by the second, and so on; null is the least value. It serves conditions on the first
 * properties, all but the last of which ask for single values, and orders that go on from there, in both directions. Events of an update tell its properties that did not change, too, so that streams know what moves
 * in it:
 *
 * <pre>{@code
 * @CompositeIndex({"country", "population"})   // the largest of a country; a country's cities from 100,000 to 200,000; everything by country, then population
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(CompositeIndexes.class)
public @interface CompositeIndex {
    /**
     * The properties.
     *
     * @return two or more Java names, of types that {@link Indexed} takes
     */
    String[] value();
}
