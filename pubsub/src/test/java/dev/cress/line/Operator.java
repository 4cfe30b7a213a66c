package dev.cress.line;

import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Somebody with the server's own client: cuts connections, and changes what is stored behind the framework's back. */
public final class Operator implements AutoCloseable {

    private static final Pattern SUBSCRIBED = Pattern.compile(" [ps]?sub=[1-9]");

    private final RedisClusterCommands<String, String> commands;
    private final RedisClusterAsyncCommands<String, String> async;
    private final Supplier<Stream<RedisClusterCommands<String, String>>> nodes;
    private final Function<String, RedisClusterCommands<String, String>> masters;
    private final Runnable shutdown;

    public Operator(RedisEnvironment redis) {
        if (redis.topology() == RedisTopology.CLUSTER) {
            RedisClusterClient client = RedisClusterClient.create(redis.uri());
            var connection = client.connect();
            commands = connection.sync();
            async = connection.async();
            nodes = () -> connection.getPartitions().stream()
                    .map(node -> connection.getConnection(node.getNodeId()).sync());
            masters = key -> connection
                    .getConnection(connection
                            .getPartitions()
                            .getMasterBySlot(SlotHash.getSlot(key))
                            .getNodeId())
                    .sync();
            shutdown = () -> client.shutdown(0, 1, TimeUnit.SECONDS);
        } else {
            RedisClient client = RedisClient.create(redis.uri());
            var connection = client.connect();
            commands = connection.sync();
            async = connection.async();
            nodes = () -> Stream.of(commands);
            masters = key -> commands;
            shutdown = () -> client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }

    /** The server's address for clients whose connections {@link #cut} is to find. */
    public static String uri(RedisEnvironment redis, String name) {
        return redis.uri() + "?clientName=" + name;
    }

    /** Cuts the connections that messages arrive on, of clients of this name, on all nodes; says how many there were. */
    public long cutSubscribers(String name) {
        return cut(name, SUBSCRIBED.asPredicate());
    }

    /** Cuts the connections that commands go over, of clients of this name, on all nodes; says how many there were. */
    public long cutCommands(String name) {
        return cut(name, SUBSCRIBED.asPredicate().negate());
    }

    private long cut(String name, Predicate<String> kind) {
        return nodes.get()
                .mapToLong(node -> node.clientList()
                        .lines()
                        .filter(line -> line.contains(" name=" + name + " "))
                        .filter(kind)
                        .map(line -> line.substring("id=".length(), line.indexOf(' ')))
                        .mapToLong(id -> node.clientKill(KillArgs.Builder.id(Long.parseLong(id))))
                        .sum())
                .sum();
    }

    /** Connections that hear a channel, on all nodes. */
    public long subscribers(String channel) {
        return nodes.get()
                .mapToLong(node -> node.pubsubNumsub(channel).get(channel))
                .sum();
    }

    /** Connections that hear a channel on the node that has its slot. */
    public long subscribersAtItsNode(String channel) {
        return masters.apply(channel).pubsubNumsub(channel).get(channel);
    }

    public RedisClusterCommands<String, String> commands() {
        return commands;
    }

    /** Runs a script that replies a number. */
    public Mono<Long> eval(String script, String[] keys, String... arguments) {
        return Mono.fromCompletionStage(() -> async.eval(script, ScriptOutputType.INTEGER, keys, arguments));
    }

    /** As a failover to an empty replica would: all of a slot at once. */
    public void deleteEverything(String namespace) {
        String[] keys = commands.keys(namespace + ":*").toArray(String[]::new);
        if (keys.length > 0) {
            commands.del(keys);
        }
    }

    @Override
    public void close() {
        shutdown.run();
    }
}
