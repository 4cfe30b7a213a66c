package dev.cress.error;

import org.jspecify.annotations.Nullable;

/** The server could not be reached, or refused to serve, until the deadline of the operation; nothing was written. */
public final class RedisUnavailableException extends TransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public RedisUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
