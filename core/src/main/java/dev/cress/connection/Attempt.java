package dev.cress.connection;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import java.util.function.BooleanSupplier;

/** One sending of a request. While it waits in a queue, its caller may go away; then it does not leave. */
final class Attempt extends AsyncCommand<byte[], byte[], Object> {

    private final BooleanSupplier abandoned;

    Attempt(RedisCommand<byte[], byte[], Object> command, BooleanSupplier abandoned) {
        super(command);
        this.abandoned = abandoned;
    }

    boolean abandoned() {
        return abandoned.getAsBoolean();
    }
}
