package dev.cress.validation;

import java.util.List;

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
     * Whether there is anything to check in a type. Asked once for each type, when its first repository is made.
     *
     * @param type an entity type
     * @return whether {@link #violations} is to be asked
     */
    default boolean concerns(Class<?> type) {
        return true;
    }
}
