package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Sends commands to nodes that serve them only when {@code ASKING} is before them, on connections of their own.
 *
 * <p><b>Consistency</b> {@code ASKING} holds for whatever comes next on its connection. A command that is no part of a pair, slipping between, would be executed where its key has not arrived yet,
 * and would find nothing, or store a second entity beside the one that is on its way. So nothing but pairs is written to these connections, and all by one thread, of which the driver keeps the order.
 */
final class AskingDispatcher {

    private final Function<NodeAddress, StatefulConnection<byte[], byte[]>> connections;
    private final Executor thread;

    /**
     * @param connections on which nobody else sends anything
     * @param thread a single one, and not the I/O thread of a connection
     */
    AskingDispatcher(Function<NodeAddress, StatefulConnection<byte[], byte[]>> connections, Executor thread) {
        this.connections = connections;
        this.thread = thread;
    }

    /** Takes a command, which is completed sooner or later. */
    void dispatch(Attempt command, NodeAddress node) {
        try {
            thread.execute(() -> dispatchPair(command, node));
        } catch (RejectedExecutionException e) {
            command.completeExceptionally(new NotSentException(e));
        }
    }

    private void dispatchPair(Attempt command, NodeAddress node) {
        try {
            connections.apply(node).dispatch(List.of(new Asking(), command));
        } catch (NotSentException e) {
            command.completeExceptionally(e);
        } catch (Throwable e) {
            command.completeExceptionally(new NotSentException(e));
        }
    }
}
