package dev.cress.error;

import java.util.List;

/** A unit of work cannot be done as it was built. Nothing of it was written. */
public final class InvalidUnitException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final List<String> entities;

    /**
     * @param message what is wrong with the unit, and what to do
     * @param entities model and id of each entity that it is about
     */
    public InvalidUnitException(String message, List<String> entities) {
        super(message, null);
        this.entities = List.copyOf(entities);
    }

    /** {@return model and id of each entity that it is about} */
    public List<String> entities() {
        return entities;
    }
}
