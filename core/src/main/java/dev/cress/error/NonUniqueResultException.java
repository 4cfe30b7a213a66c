package dev.cress.error;

/** A query that was to have one result has several. */
public final class NonUniqueResultException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     */
    public NonUniqueResultException(String message) {
        super(message, null);
    }
}
