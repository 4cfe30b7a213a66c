package dev.cress.line;

import dev.cress.connection.RedisConnections;
import dev.cress.connection.Topic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;
import reactor.core.Disposables;

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
        MessageLine line = line(topic);
        Disposable listening = line.listen(topic, receiver);
        if (topic.kind() != Topic.Kind.SHARD) {
            return listening;
        }
        return Disposables.composite(() -> {
            listening.dispose();
            forget(topic.name(), line);
        });
    }

    /** There may be a channel for each of many users. Who has just come to a line that is forgotten is not kept from hearing by that. */
    private void forget(String shardChannel, MessageLine line) {
        line.ifUnused(() -> byShardChannel.remove(shardChannel, line));
    }

    /** How many lines are kept. */
    int count() {
        return byNode.size() + byShardChannel.size();
    }

    private MessageLine line(Topic topic) {
        String name = topic.name();
        return topic.kind() == Topic.Kind.SHARD
                ? byShardChannel.computeIfAbsent(name, channel -> MessageLine.ofShard(connections, channel))
                : byNode.computeIfAbsent(connections.node(name), node -> MessageLine.near(connections, name));
    }
}
