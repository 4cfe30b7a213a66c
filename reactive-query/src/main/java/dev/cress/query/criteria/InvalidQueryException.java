package dev.cress.query.criteria;

import dev.cress.error.NonTransientRedisDataException;
import org.jspecify.annotations.Nullable;

/** A query asks for what cannot be asked: an unknown property, a value of another type, an operator that the property has not. Thrown when the query is built. */
public final class InvalidQueryException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public InvalidQueryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
