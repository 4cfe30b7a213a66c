package dev.cress.error;

/** What a patch would have made of a property cannot be stored there. Nothing was written. */
public final class ValueRefusedException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final String property;
    private final String reason;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param property the property
     * @param reason why, without values
     */
    public ValueRefusedException(String model, String id, String property, String reason) {
        super(model + " " + id + " was not patched: " + property + " " + reason, null);
        this.model = model;
        this.id = id;
        this.property = property;
        this.reason = reason;
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity} */
    public String id() {
        return id;
    }

    /** {@return the property} */
    public String property() {
        return property;
    }

    /** {@return why, without values} */
    public String reason() {
        return reason;
    }
}
