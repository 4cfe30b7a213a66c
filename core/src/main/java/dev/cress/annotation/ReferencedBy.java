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
 *     written before the deletion is among that.
 * <li>What {@code CASCADE} deletes may have rules of its own, which are followed, to any depth and in circles. Where one of them is {@code RESTRICT}, all that would be deleted is looked at beforehand, at most 100,000
 *     entities, and nothing is deleted if it must not be; what is written between leads to the same {@code DanglingReferenceException} in the end.
 * <li>A deletion leaves a note until everything is done. If it is broken off, it is brought to an end by whoever deletes the same id again, by what stores something under it, before that, by the sweeper of any program that has a
 *     repository of the type, or by {@code Maintenance.finishDeletions()}.
 * <li>What refers to it after the deletion refers to an entity that is gone, as any reference may, or to the next one of that id, which begins with nothing that referred to this one.
 * </ul>
 *
 * <p>The end of a life is a deletion as well, except that nothing can restrict it: a type whose entities expire has no {@code RESTRICT}, nor has any that is deleted with it. What lies
 * deeper, in nested values, is found where {@code @Indexed(paths = …)} names it: {@code property = "lines.product"}.
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
     * @return Java name of an {@link Indexed} property that is a {@link dev.cress.reference.Ref}, or a collection of them; of values inside of a property the names on the way, with dots between
     */
    String property();

    /**
     * What a deletion does.
     *
     * @return the rule
     */
    OnDelete onDelete();
}
