package dev.cress.error;

/** Bytes were not appended, since there would be more than their type allows. Nothing was written. */
public final class AttachmentFullException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final String name;
    private final long length;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param name name of the bytes
     * @param length how many there are
     * @param most how many there may be
     */
    public AttachmentFullException(String model, String id, String name, long length, long most) {
        super(
                model + " " + id + " has " + length + " bytes in " + name + " and may have " + most
                        + "; nothing was appended. Clear them, or declare a larger max",
                null);
        this.model = model;
        this.id = id;
        this.name = name;
        this.length = length;
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

    /** {@return how many bytes there are} */
    public long length() {
        return length;
    }
}
