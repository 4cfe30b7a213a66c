package dev.cress.line;

import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Somebody with the server's own client: cuts connections, and changes what is stored behind the framework's back. */
public final class Operator implements AutoCloseable {

    private final RedisClusterCommands<String, String> commands;
    private final Consumer<KillArgs> cut;
    private final Runnable shutdown;

    public Operator(RedisEnvironment redis) {
        if (redis.topology() == RedisTopology.CLUSTER) {
            RedisClusterClient client = RedisClusterClient.create(redis.uri());
            var connection = client.connect();
            commands = connection.sync();
            cut = args -> connection
                    .getPartitions()
                    .forEach(node ->
                            connection.getConnection(node.getNodeId()).sync().clientKill(args));
            shutdown = () -> client.shutdown(0, 1, TimeUnit.SECONDS);
        } else {
            RedisClient client = RedisClient.create(redis.uri());
            var connection = client.connect();
            commands = connection.sync();
            cut = args -> connection.sync().clientKill(args);
            shutdown = () -> client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }

    /** Cuts connections of one kind, on all nodes, except its own. */
    public void cut(KillArgs args) {
        cut.accept(args.skipme(true));
    }

    public RedisClusterCommands<String, String> commands() {
        return commands;
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
