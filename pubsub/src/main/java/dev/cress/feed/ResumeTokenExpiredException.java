package dev.cress.feed;

import dev.cress.error.NonTransientRedisDataException;
import org.jspecify.annotations.Nullable;

/** Events after a token are gone: the stream was trimmed to its retention, or deleted. What depends on the feed is to be built anew. */
public final class ResumeTokenExpiredException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public ResumeTokenExpiredException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
