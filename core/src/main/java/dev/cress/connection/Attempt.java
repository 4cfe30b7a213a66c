package dev.cress.connection;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One sending of a request. While it waits in a queue, its caller may go away; then it does not leave. */
class Attempt extends AsyncCommand<byte[], byte[], Object> {

    private final BooleanSupplier abandoned;
    private final @Nullable JoinableCall joinable;

    Attempt(RedisCommand<byte[], byte[], Object> command, BooleanSupplier abandoned) {
        this(command, abandoned, null);
    }

    /**
     * @param joinable what it calls, where that may be done in one call with others
     */
    Attempt(RedisCommand<byte[], byte[], Object> command, BooleanSupplier abandoned, @Nullable JoinableCall joinable) {
        super(command);
        this.abandoned = abandoned;
        this.joinable = joinable;
    }

    @Nullable
    JoinableCall joinable() {
        return joinable;
    }

    /** Says who hears what came of it: the reply, or the failure. */
    void onOutcome(BiConsumer<@Nullable Object, @Nullable Throwable> listener) {
        onComplete(listener);
    }

    boolean abandoned() {
        return abandoned.getAsBoolean();
    }
}
