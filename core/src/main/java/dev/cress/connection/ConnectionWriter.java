package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes commands to one connection together: what may be repeated as a {@link RepeatableBatch}; writes that can be done in one call leave in one, see {@link WriteJoiner}. */
final class ConnectionWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWriter.class);

    private ConnectionWriter() {}

    static void write(StatefulConnection<byte[], byte[]> connection, List<Attempt> commands) {
        try {
            if (commands.size() == 1) {
                connection.dispatch(commands.get(0));
            } else if (commands.stream().allMatch(RepeatableAttempt.class::isInstance)) {
                connection.dispatch(new RepeatableBatch(
                        commands.stream().map(RepeatableAttempt.class::cast).toList()));
            } else {
                connection.dispatch(WriteJoiner.join(commands).stream()
                        .<RedisCommand<byte[], byte[], ?>>map(writes -> call(connection, writes))
                        .toList());
            }
        } catch (Throwable e) {
            commands.forEach(command -> command.completeExceptionally(new NotSentException(e)));
        }
    }

    private static RedisCommand<byte[], byte[], ?> call(
            StatefulConnection<byte[], byte[]> connection, List<Attempt> writes) {
        if (writes.size() == 1) {
            return writes.get(0);
        }
        JoinedAttempt call = new JoinedAttempt(writes, again -> writeAgain(connection, again));
        LOG.trace("{}", call);
        return call;
    }

    private static void writeAgain(StatefulConnection<byte[], byte[]> connection, JoinedAttempt call) {
        try {
            connection.dispatch(call);
        } catch (Throwable e) {
            call.completeExceptionally(new NotSentException(e));
        }
    }
}
