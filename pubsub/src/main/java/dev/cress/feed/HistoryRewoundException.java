package dev.cress.feed;

import dev.cress.error.NonTransientRedisDataException;
import org.jspecify.annotations.Nullable;

/** The store has fewer events than the reader has seen: a failover lost the last ones, or data was restored. What depends on the feed is to be built anew. */
public final class HistoryRewoundException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public HistoryRewoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
