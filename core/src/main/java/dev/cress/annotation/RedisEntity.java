package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type whose instances are stored as Redis hashes with secondary indexes. It is a record, or a class with one constructor whose parameters are named like
 * its properties (compile with {@code -parameters}; Kotlin: {@code -java-parameters}), or a class with a static {@code builder()} that has a method for each
 * field and {@code build()}. Fields may be inherited. Where there are several ways to build it, {@link Creator} says which one is meant.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RedisEntity {
    /**
     * The model's name in keys, {@code [A-Za-z0-9_]{1,48}}. It outlives the class name: choose it once.
     *
     * @return the name; empty for the simple class name with a small first letter
     */
    String value() default "";

    /**
     * Number of partitions, a power of two up to 16384; fixed when the first entity is stored.
     *
     * @return the number; 0 for that of the layout record, or of the options when there is none yet
     */
    int partitions() default 0;

    /**
     * The type of the id when several properties are annotated with {@link Id}.
     *
     * @return a record whose components have the names and types of those properties; their order is that of the parts in the stored id
     */
    Class<?> id() default void.class;
}
