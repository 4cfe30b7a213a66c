package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a type whose instances are stored as Redis hashes with secondary indexes. A record, or a class with one constructor whose parameters are named like its properties (compile with {@code -parameters}). */
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
}
