package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what the change events of an entity type tell, and how long they are kept. Without it, an event tells the old and new values of changed indexed properties and the
 * names of other changed ones, and is kept as the options say.
 *
 * <p>Images cost memory in the stream and time in each write: an event is as large as what it tells. They may be changed at any time; an event tells what was declared when
 * it was written, and says so.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ChangeEvents {
    /**
     * What events tell besides.
     *
     * @return the images
     */
    EventImage[] images() default {};

    /**
     * How many events a partition keeps at least, unless they become too old.
     *
     * @return the number; 0 for {@code eventRetention} of the options
     */
    long retention() default 0;

    /**
     * How old events may become: an ISO-8601 duration, {@code "P7D"} or {@code "PT12H"}. Writes remove older ones from time to time, in blocks of about a hundred; a partition
     * in which nothing is written keeps its last ones until {@code ChangeFeed.trim}.
     *
     * @return the age; empty for any
     */
    String maxAge() default "";
}
