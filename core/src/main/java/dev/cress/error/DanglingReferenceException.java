package dev.cress.error;

/** An entity was deleted or renamed, and another one, which was written between the look for such and that, refers to its id. */
public final class DanglingReferenceException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final String referrerModel;
    private final String referrerId;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param referrerModel name of the model of what refers to it
     * @param referrerId id of one that does
     */
    public DanglingReferenceException(String model, String id, String referrerModel, String referrerId) {
        super(
                model + " " + id + " is not stored any more, and meanwhile " + referrerModel + " " + referrerId
                        + " has come to refer to it; change that, store the entity again, or repeat the rename that gave it another id",
                null);
        this.model = model;
        this.id = id;
        this.referrerModel = referrerModel;
        this.referrerId = referrerId;
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity} */
    public String id() {
        return id;
    }

    /** {@return name of the model of what refers to it} */
    public String referrerModel() {
        return referrerModel;
    }

    /** {@return id of one that refers to it} */
    public String referrerId() {
        return referrerId;
    }
}
