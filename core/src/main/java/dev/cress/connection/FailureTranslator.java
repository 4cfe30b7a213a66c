package dev.cress.connection;

import dev.cress.error.AccessDeniedException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.OverloadedException;
import dev.cress.error.RedisDataException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.ScriptContractException;
import dev.cress.error.StoredDataException;
import org.jspecify.annotations.Nullable;

/** From what a failure means to the exception that a caller sees. */
final class FailureTranslator {

    private FailureTranslator() {}

    static RedisDataException translate(Request<?> request, Failure meaning, Throwable cause) {
        String name = request.name();
        return switch (meaning) {
            case NOT_CACHED, NOT_APPLIED ->
                new RedisUnavailableException(
                        name
                                + " could not be sent, or was refused, until the deadline of the operation; nothing was written",
                        cause);
            case UNKNOWN ->
                !request.writes()
                        ? new RedisTimeoutException(name + " got no reply until the deadline of the operation", cause)
                        : new OutcomeUnknownException(
                                name
                                        + " was sent and its reply lost; it may or may not have been applied: read to find out",
                                cause);
            case OVERLOADED -> overloaded(request, cause);
            case DENIED ->
                new AccessDeniedException(
                        name + " is not allowed to this user; see the README's list of commands", cause);
            case FOREIGN_DATA ->
                new StoredDataException(name + " met a key of another type than the layout has", cause);
            case DEFECT -> new ScriptContractException(name + " failed unexpectedly: " + cause.getMessage(), cause);
        };
    }

    static AccessDeniedException mayNotWait(Request<?> request, Throwable cause) {
        return new AccessDeniedException(
                request.name()
                        + " was done, but this user may not call WAIT, so it is not known whether replicas have the write; allow it, or do not ask for replicas",
                cause);
    }

    static OverloadedException overloaded(Request<?> request, @Nullable Throwable cause) {
        String why = cause == null
                ? "too many commands wait; limit the concurrency of the caller"
                : String.valueOf(cause.getMessage());
        return new OverloadedException(request.name() + " was refused: " + why, cause);
    }

    static RedisUnavailableException closed(Request<?> request, Throwable cause) {
        return new RedisUnavailableException(
                request.name() + " was not done: the context was closed; nothing was written", cause);
    }

    static ScriptContractException undecodable(Request<?> request, RuntimeException cause) {
        return new ScriptContractException(
                request.name() + " got a reply that it does not have: " + cause.getMessage(), cause);
    }
}
