package dev.cress.channel;

import dev.cress.error.NonTransientRedisDataException;
import org.jspecify.annotations.Nullable;

/** A subscriber of a channel was slower than its publishers, and its buffer is full. Subscribe again, ask for more at a time, or choose a policy that drops. */
public final class ChannelOverflowException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public ChannelOverflowException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
