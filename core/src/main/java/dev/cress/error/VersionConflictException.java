package dev.cress.error;

/** Another writer changed or removed the entity since it was read. Nothing was written. */
public final class VersionConflictException extends ConcurrencyRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final long expected;
    private final long actual;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param expected version that the caller had, 0 for an entity not stored yet
     * @param actual version that is stored, 0 when the entity is not
     */
    public VersionConflictException(String model, String id, long expected, long actual) {
        super(
                model + " " + id + " has version " + actual + " where " + expected
                        + " was expected (0: not stored); "
                        + (actual == 0 && expected != 0
                                ? "it was deleted, or its id was changed: then use rename"
                                : "read it again and repeat the change"),
                null);
        this.model = model;
        this.id = id;
        this.expected = expected;
        this.actual = actual;
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity} */
    public String id() {
        return id;
    }

    /** {@return version that the caller had, 0 for an entity not stored yet} */
    public long expected() {
        return expected;
    }

    /** {@return version that is stored, 0 when the entity is not} */
    public long actual() {
        return actual;
    }
}
