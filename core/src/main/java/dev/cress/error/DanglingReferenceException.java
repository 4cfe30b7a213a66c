package dev.cress.error;

/** An entity was deleted or renamed, and another one, which was written between the look for such and that, refers to its id. */
public final class DanglingReferenceException extends ReferredException {

    private static final long serialVersionUID = 1L;

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
                model,
                id,
                referrerModel,
                referrerId);
    }
}
