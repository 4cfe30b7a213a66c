package dev.cress.query.plan;

import dev.cress.error.NonTransientRedisDataException;
import org.jspecify.annotations.Nullable;

/** No index serves a query, and it does not allow a scan. The message names the annotation that would serve it. */
public final class QueryNotIndexedException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public QueryNotIndexedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
