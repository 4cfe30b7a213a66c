package dev.cress.query.execute;

import dev.cress.error.NonTransientRedisDataException;
import org.jspecify.annotations.Nullable;

/** A query without a limit has more results than are given without being asked for. */
public final class ResultLimitExceededException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public ResultLimitExceededException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
