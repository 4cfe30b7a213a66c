package dev.cress.validation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with an entity before it is stored. Safe for use by many threads; must not block. */
@FunctionalInterface
public interface EntityValidator {

    /**
     * Checks an entity.
     *
     * @param entity an entity
     * @return what is wrong, one line for each violation, without values; empty when all is well
     */
    List<String> violations(Object entity);

    /**
     * Checks one value before a patch sets it.
     *
     * @param type an entity type
     * @param property name of a property
     * @param value its new value
     * @return what is wrong, one line for each violation, without values; empty when all is well, or where this validator checks whole entities only
     */
    default List<String> violations(Class<?> type, String property, @Nullable Object value) {
        return List.of();
    }

    /**
     * Whether there is anything to check in a type. Asked once for each type, when its first repository is made.
     *
     * @param type an entity type
     * @return whether {@link #violations} is to be asked
     */
    default boolean concerns(Class<?> type) {
        return true;
    }
}
