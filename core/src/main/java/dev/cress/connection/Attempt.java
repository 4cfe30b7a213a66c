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
    private final @Nullable Redirect redirect;
    private @Nullable NodeAddress node;

    Attempt(RedisCommand<byte[], byte[], Object> command, BooleanSupplier abandoned) {
        this(command, abandoned, null, null);
    }

    /**
     * @param command what to send
     * @param abandoned whether its caller has gone away
     * @param joinable what it calls, where that may be done in one call with others
     * @param redirect where a server has sent it on; null for where its key belongs
     */
    Attempt(
            RedisCommand<byte[], byte[], Object> command,
            BooleanSupplier abandoned,
            @Nullable JoinableCall joinable,
            @Nullable Redirect redirect) {
        super(command);
        this.abandoned = abandoned;
        this.joinable = joinable;
        this.redirect = redirect;
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

    /** Where a server has sent it on; null for where its key belongs. */
    @Nullable
    Redirect redirect() {
        return redirect;
    }

    /** Whether the node serves it only when that is announced. */
    boolean asks() {
        return redirect != null && redirect.kind() == Redirect.Kind.ASK;
    }

    /** Says, before it leaves, to which node of a cluster it goes. */
    void sentTo(NodeAddress chosen) {
        node = chosen;
    }

    /** The node of a cluster to which it went; null when none was chosen. */
    @Nullable
    NodeAddress node() {
        return node;
    }
}
