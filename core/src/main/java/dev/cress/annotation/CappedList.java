package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A list that each entity of the type has beside its properties: the last elements that were pushed, and no more. It is no part of the entity's value, so no save of an old copy can overwrite it,
 * and what is pushed is one command whatever is there. It goes with the entity.
 *
 * <pre>{@code
 * @RedisEntity("post")
 * @CappedList(name = "views", type = View.class, max = 100)
 * record Post(@Id String id, String title) {}
 *
 * posts.list("p-1", "views", View.class).push(view)
 * }</pre>
 *
 * @see dev.cress.repository.Attachments
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(CappedLists.class)
public @interface CappedList {
    /**
     * Its name, also in keys.
     *
     * @return letters, digits and underscores, at most 48
     */
    String name();

    /**
     * What its elements are.
     *
     * @return a type that a property may have, without type parameters
     */
    Class<?> type();

    /**
     * How many elements it keeps.
     *
     * @return 1 to 1,000,000
     */
    int max();
}
