package dev.cress.error;

/** Another entity has the value of a unique property. Nothing was written. */
public final class UniqueConflictException extends ConcurrencyRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final String property;
    private final String holder;

    /**
     * @param model name of the model
     * @param id id of the entity that was refused
     * @param property the unique property
     * @param holder id of the entity that has the value
     */
    public UniqueConflictException(String model, String id, String property, String holder) {
        super(model + " " + id + " was refused: " + holder + " has the same " + property + ", which is unique", null);
        this.model = model;
        this.id = id;
        this.property = property;
        this.holder = holder;
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity that was refused} */
    public String id() {
        return id;
    }

    /** {@return the unique property} */
    public String property() {
        return property;
    }

    /** {@return id of the entity that has the value} */
    public String holder() {
        return holder;
    }
}
