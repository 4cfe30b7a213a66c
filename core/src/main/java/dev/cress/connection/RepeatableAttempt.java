package dev.cress.connection;

import io.lettuce.core.protocol.RedisCommand;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One sending of what may be sent again, so that it does not matter whether the server has seen it when its reply is lost: reads, and scripts whose effect shows once. */
final class RepeatableAttempt extends Attempt {

    /**
     * @param command what to send
     * @param abandoned whether its caller has gone away
     * @param redirect where a server has sent it on; null for where its key belongs
     */
    RepeatableAttempt(
            RedisCommand<byte[], byte[], Object> command, BooleanSupplier abandoned, @Nullable Redirect redirect) {
        super(command, abandoned, null, redirect);
    }
}
