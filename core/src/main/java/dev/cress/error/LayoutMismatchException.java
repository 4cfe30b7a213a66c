package dev.cress.error;

/** The stored layout of a model is not the one that this program declares; nothing is read or written. */
public final class LayoutMismatchException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     */
    public LayoutMismatchException(String message) {
        super(message, null);
    }
}
