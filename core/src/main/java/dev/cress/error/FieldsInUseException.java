package dev.cress.error;

import java.util.List;

/** Fields were not removed, since the type needs what they hold. Nothing was sent. */
public final class FieldsInUseException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final transient List<String> reasons;

    /**
     * @param model name of the model
     * @param reasons why, one line for each property
     */
    public FieldsInUseException(String model, List<String> reasons) {
        super("cannot drop fields of " + model + ": " + String.join("; ", reasons), null);
        this.model = model;
        this.reasons = List.copyOf(reasons);
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return why, one line for each property} */
    public List<String> reasons() {
        return reasons;
    }
}
