package dev.cress.error;

/** Another entity refers to one. */
abstract class ReferredException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final String referrerModel;
    private final String referrerId;

    ReferredException(String message, String model, String id, String referrerModel, String referrerId) {
        super(message, null);
        this.model = model;
        this.id = id;
        this.referrerModel = referrerModel;
        this.referrerId = referrerId;
    }

    /** {@return name of the model} */
    public final String model() {
        return model;
    }

    /** {@return id of the entity} */
    public final String id() {
        return id;
    }

    /** {@return name of the model of what refers to it} */
    public final String referrerModel() {
        return referrerModel;
    }

    /** {@return id of one that refers to it} */
    public final String referrerId() {
        return referrerId;
    }
}
