package dev.cress.connection;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens the connections to the masters of a cluster: one of each role, and when they are needed those of writes that wait for replicas, and of commands that have to be announced. */
final class ClusterConnector {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterConnector.class);
    private static final int AT_ONCE = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final RedisClusterClient client;
    private final ClusterLayout layout;
    private final AskingDispatcher asking;

    /**
     * @param client has read the layout
     * @param resources has threads
     */
    ClusterConnector(RedisClusterClient client, ClientResources resources) {
        this.client = client;
        this.layout = new ClusterLayout(
                LettuceConnector.from(client::refreshPartitionsAsync), client.getPartitions(), System::nanoTime);
        this.asking = new AskingDispatcher(
                new NodeConnections(client)::to, resources.eventExecutorGroup().next());
    }

    Mono<Map<Role, Dispatcher>> dispatchers() {
        return Flux.fromArray(Role.values())
                .concatMap(role -> dispatcher().map(dispatcher -> Map.entry(role, dispatcher)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    ReplicatedChannels.Nodes forReplicated() {
        return new ClusterNodes(layout, new NodeConnections(client));
    }

    MessageNodes messages(RedisClient clientOfMessages, RedisURI seed) {
        return new ClusterMessages(clientOfMessages, seed, layout);
    }

    /** Waits for a reading of the layout that is under way: it opens connections, and the driver logs an error for each that its threads refuse when they have ended. */
    Mono<Void> closeLater() {
        return layout.closeLater().timeout(LONGEST_WAIT, Mono.empty()).then(LettuceConnector.shutdown(client));
    }

    /**
     * Opens the node connections too: commands are rejected while disconnected, so the first one to each node would have to be repeated. A master that is away, perhaps for good and without slots,
     * keeps nobody from the others.
     */
    private Mono<Dispatcher> dispatcher() {
        NodeConnections connections = new NodeConnections(client);
        return Flux.fromIterable(client.getPartitions())
                .filter(node -> node.is(RedisClusterNode.NodeFlag.UPSTREAM))
                .flatMap(node -> openIfThere(connections, NodeAddress.of(node)), AT_ONCE)
                .then(connections.cluster())
                .map(anyNode -> new ClusterDispatcher(layout, connections::to, asking, anyNode));
    }

    private static Mono<StatefulConnection<byte[], byte[]>> openIfThere(NodeConnections connections, NodeAddress node) {
        return connections.open(node).onErrorResume(failure -> !LettuceConnector.denied(failure), failure -> {
            LOG.warn("No connection to {}: {}; trying again when a command belongs there", node, failure.toString());
            return Mono.empty();
        });
    }
}
