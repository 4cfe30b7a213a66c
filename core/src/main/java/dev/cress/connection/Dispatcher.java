package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import java.util.List;

/** Writes commands to the connections that they belong on. */
@FunctionalInterface
interface Dispatcher {

    /** Each command is completed sooner or later; one that certainly does not leave, with {@link NotSentException}. */
    void dispatch(List<Attempt> commands);

    /** To one connection, whatever they are. */
    static Dispatcher to(StatefulConnection<byte[], byte[]> connection) {
        return commands -> ConnectionWriter.write(connection, commands);
    }
}
