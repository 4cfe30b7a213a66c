package dev.cress.error;

/** With an entity more others would be deleted than can be looked at beforehand for what restricts their deletion. Nothing was written. */
public final class CascadeLimitException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final int limit;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param limit how many are looked at
     */
    public CascadeLimitException(String model, String id, int limit) {
        super(
                "with " + model + " " + id + " more than " + limit
                        + " others would be deleted, each of which RESTRICT may keep from it; nothing was deleted. Delete some of what refers to it first",
                null);
        this.model = model;
        this.id = id;
        this.limit = limit;
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity} */
    public String id() {
        return id;
    }

    /** {@return how many are looked at} */
    public int limit() {
        return limit;
    }
}
