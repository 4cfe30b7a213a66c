package dev.cress.error;

import org.jspecify.annotations.Nullable;

/** A read got no reply in time. */
public final class RedisTimeoutException extends TransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public RedisTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
