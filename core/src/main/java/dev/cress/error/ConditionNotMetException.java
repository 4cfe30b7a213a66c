package dev.cress.error;

/** A condition of a patch does not hold. Nothing was written. */
public final class ConditionNotMetException extends ConcurrencyRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final String property;
    private final long version;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param property the property that the condition is on
     * @param version version of what is stored
     */
    public ConditionNotMetException(String model, String id, String property, long version) {
        super(
                model + " " + id + " was not patched: its " + property
                        + " does not meet the condition; read it again and decide anew",
                null);
        this.model = model;
        this.id = id;
        this.property = property;
        this.version = version;
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity} */
    public String id() {
        return id;
    }

    /** {@return the property that the condition is on} */
    public String property() {
        return property;
    }

    /** {@return version of what is stored} */
    public long version() {
        return version;
    }
}
