package dev.cress.channel;

import dev.cress.error.NonTransientRedisDataException;
import org.jspecify.annotations.Nullable;

/** A message has no form that the channel could send. Nothing was sent. */
public final class UnencodableMessageException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public UnencodableMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
