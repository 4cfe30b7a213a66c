package dev.cress.feed;

import dev.cress.error.NonTransientRedisDataException;
import org.jspecify.annotations.Nullable;

/** A resume token is damaged, or of another model or number of partitions. */
public final class InvalidResumeTokenException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public InvalidResumeTokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
