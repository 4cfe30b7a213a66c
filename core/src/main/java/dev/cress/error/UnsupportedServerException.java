package dev.cress.error;

/** The server is too old, or set up in a way in which the promises cannot be kept. */
public final class UnsupportedServerException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     */
    public UnsupportedServerException(String message) {
        super(message, null);
    }
}
