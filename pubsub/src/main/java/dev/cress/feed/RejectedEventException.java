package dev.cress.feed;

import dev.cress.error.NonTransientRedisDataException;
import org.jspecify.annotations.Nullable;

/** Signalled by a handler: the event goes to the dead letters at once, since another attempt is of no use. */
public final class RejectedEventException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message why
     * @param cause what it was caused by, or null
     */
    public RejectedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
