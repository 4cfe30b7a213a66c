package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Entities of the type live for a time, then they are absent: for reads, queries, counts and unique values at once, and soon after removed with their index entries and a change event.
 * By the server's clock. A write may say otherwise for one entity, see {@link dev.cress.write.Expiry}; so may a property with {@link ExpiresAfter} or {@link ExpiresAt}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Expires {
    /**
     * How long a new entity lives.
     *
     * @return an ISO-8601 duration, {@code PT30M}; empty for ever, unless a write or a property says otherwise
     */
    String after() default "";

    /**
     * What a save does to the life of a stored entity, if it does not say it itself.
     *
     * @return the rule
     */
    OnSave onSave() default OnSave.RESTART;

    /** What a save does to the life of a stored entity. */
    enum OnSave {
        /** A new life begins, with the entity's own time to live or that of the type. An end that was given as an instant stays, and so does an entity without end. */
        RESTART,
        /** Its end stays. */
        KEEP
    }
}
