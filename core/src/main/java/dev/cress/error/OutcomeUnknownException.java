package dev.cress.error;

import org.jspecify.annotations.Nullable;

/** A write was sent and its reply lost: it may or may not have happened. Cress never sends it again by itself. */
public final class OutcomeUnknownException extends RedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
