package dev.cress.error;

import org.jspecify.annotations.Nullable;

/** Nothing was written, and the same call will fail again. */
public abstract class NonTransientRedisDataException extends RedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    protected NonTransientRedisDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
