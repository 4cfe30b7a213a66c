package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.SlotHash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes each command to the master that has its slot, or to the node to which a master has sent it on. */
final class ClusterDispatcher implements Dispatcher {

    private final ClusterLayout layout;
    private final Function<NodeAddress, StatefulConnection<byte[], byte[]>> connections;
    private final AskingDispatcher asking;
    private final StatefulConnection<byte[], byte[]> anyNode;

    /**
     * @param layout tells the masters
     * @param connections to the nodes
     * @param asking takes what has to be announced
     * @param anyNode for commands without a key
     */
    ClusterDispatcher(
            ClusterLayout layout,
            Function<NodeAddress, StatefulConnection<byte[], byte[]>> connections,
            AskingDispatcher asking,
            StatefulConnection<byte[], byte[]> anyNode) {
        this.layout = layout;
        this.connections = connections;
        this.asking = asking;
        this.anyNode = anyNode;
    }

    @Override
    public void dispatch(List<Attempt> commands) {
        if (commands.size() == 1) {
            StatefulConnection<byte[], byte[]> connection = connection(commands.get(0));
            if (connection != null) {
                ConnectionWriter.write(connection, commands);
            }
            return;
        }
        Map<StatefulConnection<byte[], byte[]>, List<Attempt>> perNode = new LinkedHashMap<>();
        for (Attempt command : commands) {
            StatefulConnection<byte[], byte[]> connection = connection(command);
            if (connection != null) {
                perNode.computeIfAbsent(connection, first -> new ArrayList<>()).add(command);
            }
        }
        perNode.forEach(ConnectionWriter::write);
    }

    /** Where the command is to be written; null when that was seen to. */
    private @Nullable StatefulConnection<byte[], byte[]> connection(Attempt command) {
        try {
            NodeAddress node = node(command);
            if (node == null) {
                return anyNode;
            }
            command.sentTo(node);
            layout.watch(command);
            if (!command.asks()) {
                return connections.apply(node);
            }
            asking.dispatch(command, node);
        } catch (NotSentException e) {
            command.completeExceptionally(e);
        }
        return null;
    }

    private @Nullable NodeAddress node(Attempt command) {
        Redirect redirect = command.redirect();
        if (redirect != null) {
            return layout.named(redirect);
        }
        ByteBuffer key = command.getArgs().getFirstEncodedKey();
        return key == null ? null : layout.masterOf(SlotHash.getSlot(key));
    }
}
