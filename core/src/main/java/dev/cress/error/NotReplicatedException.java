package dev.cress.error;

/** A write was done, and too few replicas have said in time that they have it. It is not undone, and is lost if the server is before they have it. */
public final class NotReplicatedException extends RedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final int wanted;
    private final int acknowledged;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param wanted replicas that were asked for
     * @param acknowledged replicas that have said that they have it
     */
    public NotReplicatedException(String model, String id, int wanted, int acknowledged) {
        super(
                model + " " + id + " was written, but " + acknowledged + " of " + wanted
                        + " replicas have said in time that they have it; the write is not undone, do not repeat it; writing the entity once more asks the replicas again",
                null);
        this.model = model;
        this.id = id;
        this.wanted = wanted;
        this.acknowledged = acknowledged;
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity} */
    public String id() {
        return id;
    }

    /** {@return replicas that were asked for} */
    public int wanted() {
        return wanted;
    }

    /** {@return replicas that have said that they have it} */
    public int acknowledged() {
        return acknowledged;
    }
}
