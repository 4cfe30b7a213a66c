package dev.cress.line;

import dev.cress.connection.RedisConnections;
import dev.cress.connection.Topic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;

/**
 * One line to each node on which somebody listens. What is published on a node arrives there at once; the other nodes of a cluster hear of it too, often tens of milliseconds later (decision 116).
 * Safe for use by many threads.
 */
public final class MessageLines {

    private final RedisConnections connections;
    private final Map<String, MessageLine> byNode = new ConcurrentHashMap<>();
    private final Map<String, MessageLine> byShardChannel = new ConcurrentHashMap<>();

    /**
     * Lines that need nothing while nobody listens.
     *
     * @param connections opens connections
     */
    public MessageLines(RedisConnections connections) {
        this.connections = connections;
    }

    /**
     * Listens until disposed of.
     *
     * @param topic what to hear
     * @param receiver hears it
     * @return ends it
     */
    public Disposable listen(Topic topic, LineReceiver receiver) {
        return line(topic).listen(topic, receiver);
    }

    private MessageLine line(Topic topic) {
        String name = topic.name();
        return topic.kind() == Topic.Kind.SHARD
                ? byShardChannel.computeIfAbsent(name, channel -> MessageLine.ofShard(connections, channel))
                : byNode.computeIfAbsent(connections.node(name), node -> MessageLine.near(connections, name));
    }
}
