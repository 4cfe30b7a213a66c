package dev.cress.testing;

import org.jspecify.annotations.Nullable;

/** A server or cluster did not become ready; the message holds the reason and the end of the server's log. */
public final class RedisStartException extends IllegalStateException {

    RedisStartException(String message) {
        super(message);
    }

    RedisStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
