package dev.cress.query;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** In which order the results of queries come that give none, such as {@code @DefaultOrder({"population desc", "name"})} on an entity type. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DefaultOrder {

    /** {@return names of properties or of the id, each with {@code  desc} behind it for the greatest first} */
    String[] value();
}
