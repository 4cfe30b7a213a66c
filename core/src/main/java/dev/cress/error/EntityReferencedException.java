package dev.cress.error;

/** An entity was not deleted, since another one refers to it. Nothing was written. */
public final class EntityReferencedException extends ReferredException {

    private static final long serialVersionUID = 1L;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param referrerModel name of the model of what refers to it
     * @param referrerId id of one that does
     */
    public EntityReferencedException(String model, String id, String referrerModel, String referrerId) {
        super(
                model + " " + id + " was not deleted: " + referrerModel + " " + referrerId
                        + " refers to it; change or delete what refers to it first",
                model,
                id,
                referrerModel,
                referrerId);
    }
}
