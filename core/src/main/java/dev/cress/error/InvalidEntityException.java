package dev.cress.error;

import java.util.List;

/** An entity cannot be stored as it is; nothing was sent. */
public final class InvalidEntityException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final transient List<String> violations;

    /**
     * @param model name of the model
     * @param violations all that is wrong, one line for each thing
     */
    public InvalidEntityException(String model, List<String> violations) {
        super("cannot store " + model + ": " + String.join("; ", violations), null);
        this.model = model;
        this.violations = List.copyOf(violations);
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return all that is wrong, one line for each thing} */
    public List<String> violations() {
        return violations;
    }
}
