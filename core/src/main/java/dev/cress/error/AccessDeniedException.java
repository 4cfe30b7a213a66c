package dev.cress.error;

import org.jspecify.annotations.Nullable;

/** The server refuses a command to this user, or the user itself. */
public final class AccessDeniedException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public AccessDeniedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
