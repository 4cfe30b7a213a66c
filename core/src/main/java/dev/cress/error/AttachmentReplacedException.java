package dev.cress.error;

/** The bytes that a stream was reading have been removed meanwhile, with their entity or without. What it has emitted is not all of them, so read again. */
public final class AttachmentReplacedException extends ConcurrencyRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final String name;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param name name of the bytes
     */
    public AttachmentReplacedException(String model, String id, String name) {
        super(
                "the bytes in " + name + " of " + model + " " + id + " were removed while they were read; read again",
                null);
        this.model = model;
        this.id = id;
        this.name = name;
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity} */
    public String id() {
        return id;
    }

    /** {@return name of the bytes} */
    public String name() {
        return name;
    }
}
