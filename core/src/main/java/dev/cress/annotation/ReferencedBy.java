package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what becomes of those that refer to an entity of this type when it is deleted. Without it nothing does: they refer to an entity that is gone.
 *
 * <pre>{@code
 * @RedisEntity("author") @ReferencedBy(type = Post.class, property = "author", onDelete = OnDelete.NULLIFY)
 * record Author(@Id String id) {}
 * }</pre>
 *
 * <p>Referrers are found by the index of the property, and changed one by one, each in a script of its own: a deletion is not atomic with what it does to them.
 * <ul>
 * <li>{@link OnDelete#RESTRICT} looks before the deletion, which fails with {@link dev.cress.error.EntityReferencedException} if there is a referrer, and again after it. One
 *     that was written in between does not go unnoticed: the deletion then fails with {@link dev.cress.error.DanglingReferenceException}, which names it.
 * <li>{@link OnDelete#NULLIFY} and {@link OnDelete#CASCADE} delete the entity first, under the condition of its version if there is one, then change all that refers to it. What was
 *     written before the deletion is among that. A deletion that fails between is finished by deleting the same id again, which is stored no longer but still looked up; one that succeeds has
 *     left no such referrer.
 * <li>What refers to it after the deletion refers to an entity that is gone, as any reference may. If one of the same id is stored again meanwhile, its referrers are left alone as soon
 *     as that is seen, which is looked for every 128 referrers.
 * </ul>
 *
 * <p>A deletion goes one step: what {@code CASCADE} deletes may have no {@code @ReferencedBy} of its own, so that no failure can leave a part that nobody finds again. A type whose
 * entities expire has none, since they are not deleted by anybody. A reference is a property, or an element of one: what lies deeper, in a nested value, is stored and fetched, but nobody looks for it.
 *
 * <p>To refer is not checked when it is written: a reference to an entity that is not stored can be saved, and leads nowhere until that is.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(ReferencedByTypes.class)
public @interface ReferencedBy {

    /**
     * The type that refers to this one.
     *
     * @return an entity type
     */
    Class<?> type();

    /**
     * Its property.
     *
     * @return Java name of an {@link Indexed} property that is a {@link dev.cress.reference.Ref}, or a collection of them
     */
    String property();

    /**
     * What a deletion does.
     *
     * @return the rule
     */
    OnDelete onDelete();
}
