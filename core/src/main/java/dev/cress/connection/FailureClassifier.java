package dev.cress.connection;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisReadOnlyException;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Tells by exception type, or by the first token of an error reply, what a failure means. */
final class FailureClassifier {

    private static final Map<String, Failure> REPLIES = Map.ofEntries(
            Map.entry("NOSCRIPT", Failure.NOT_CACHED),
            Map.entry("TRYAGAIN", Failure.NOT_APPLIED),
            Map.entry("CLUSTERDOWN", Failure.NOT_APPLIED),
            Map.entry("LOADING", Failure.NOT_APPLIED),
            Map.entry("MASTERDOWN", Failure.NOT_APPLIED),
            Map.entry("BUSY", Failure.NOT_APPLIED),
            Map.entry("READONLY", Failure.NOT_APPLIED),
            Map.entry("MOVED", Failure.NOT_APPLIED),
            Map.entry("ASK", Failure.NOT_APPLIED),
            Map.entry("OOM", Failure.OVERLOADED),
            Map.entry("MISCONF", Failure.OVERLOADED),
            Map.entry("NOREPLICAS", Failure.OVERLOADED),
            Map.entry("NOPERM", Failure.DENIED),
            Map.entry("NOAUTH", Failure.DENIED),
            Map.entry("WRONGPASS", Failure.DENIED),
            Map.entry("WRONGTYPE", Failure.FOREIGN_DATA));

    /** Lettuce has no type for this; the whole message is its constant. */
    private static final String REJECTED = "Currently not connected. Commands are rejected.";

    private FailureClassifier() {}

    static Failure classify(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NotSentException
                || cause instanceof RedisConnectionException
                || REJECTED.equals(cause.getMessage())) {
            return Failure.NOT_APPLIED;
        }
        if (cause instanceof QueueFullException) {
            return Failure.OVERLOADED;
        }
        if (cause instanceof RedisNoScriptException) {
            return Failure.NOT_CACHED;
        }
        if (cause instanceof RedisBusyException
                || cause instanceof RedisLoadingException
                || cause instanceof RedisReadOnlyException) {
            return Failure.NOT_APPLIED;
        }
        return cause instanceof RedisCommandExecutionException ? byReply(cause) : Failure.UNKNOWN;
    }

    private static Failure byReply(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int end = message.indexOf(' ');
        return REPLIES.getOrDefault(end < 0 ? message : message.substring(0, end), Failure.DEFECT);
    }
}
