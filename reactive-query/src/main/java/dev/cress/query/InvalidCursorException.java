package dev.cress.query;

import dev.cress.error.NonTransientRedisDataException;
import org.jspecify.annotations.Nullable;

/** A cursor is damaged, or belongs to another query. */
public final class InvalidCursorException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public InvalidCursorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
