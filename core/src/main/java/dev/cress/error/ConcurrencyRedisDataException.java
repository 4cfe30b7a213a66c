package dev.cress.error;

import org.jspecify.annotations.Nullable;

/** Nothing was written because another writer was first: read again, then retry. */
public abstract class ConcurrencyRedisDataException extends RedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    protected ConcurrencyRedisDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
