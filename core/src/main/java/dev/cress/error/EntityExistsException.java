package dev.cress.error;

/** An insert found an entity with its id. Nothing was written. */
public final class EntityExistsException extends ConcurrencyRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;

    /**
     * @param model name of the model
     * @param id id of the entity
     */
    public EntityExistsException(String model, String id) {
        super(model + " " + id + " exists already; use save or update to change it", null);
        this.model = model;
        this.id = id;
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity} */
    public String id() {
        return id;
    }
}
