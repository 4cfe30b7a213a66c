package dev.cress.error;

/** An entity cannot be given an id that says another value of what is unique in all partitions. Nothing was sent. */
public final class RenameRefusedException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final String other;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param other the id that it was to get
     * @param reason why, and what to do instead
     */
    public RenameRefusedException(String model, String id, String other, String reason) {
        super(model + " " + id + " cannot be renamed to " + other + ": " + reason, null);
        this.model = model;
        this.id = id;
        this.other = other;
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity} */
    public String id() {
        return id;
    }

    /** {@return the id that it was to get} */
    public String other() {
        return other;
    }
}
