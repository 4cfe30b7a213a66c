package dev.cress.error;

/** An update found no entity. Nothing was written. */
public final class EntityNotFoundException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;

    /**
     * @param model name of the model
     * @param id id of the entity
     */
    public EntityNotFoundException(String model, String id) {
        super(model + " " + id + " is not stored; use insert or save to create it", null);
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
