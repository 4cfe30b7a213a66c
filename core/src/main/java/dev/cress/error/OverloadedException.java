package dev.cress.error;

import org.jspecify.annotations.Nullable;

/** More commands wait than the client is allowed to queue, or the server refuses writes for want of memory, disk or replicas. Nothing was written. */
public final class OverloadedException extends TransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public OverloadedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
