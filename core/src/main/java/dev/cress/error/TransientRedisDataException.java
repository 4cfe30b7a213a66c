package dev.cress.error;

import org.jspecify.annotations.Nullable;

/** Nothing was written; the same call may succeed later. */
public abstract class TransientRedisDataException extends RedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    protected TransientRedisDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
