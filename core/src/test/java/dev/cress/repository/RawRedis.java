package dev.cress.repository;

import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;

/** A server, or all masters of a cluster, as an operator sees them. */
final class RawRedis implements AutoCloseable {

    private final AbstractRedisClient client;
    private final RedisClusterCommands<String, String> commands;
    private final RedisClusterAsyncCommands<String, String> async;

    private RawRedis(
            AbstractRedisClient client,
            RedisClusterCommands<String, String> commands,
            RedisClusterAsyncCommands<String, String> async) {
        this.client = client;
        this.commands = commands;
        this.async = async;
    }

    /** One server. */
    static RawRedis of(String uri) {
        RedisClient server = RedisClient.create(uri);
        StatefulRedisConnection<String, String> connection = server.connect();
        return new RawRedis(server, connection.sync(), connection.async());
    }

    static RawRedis of(RedisEnvironment redis) {
        if (redis.topology() == RedisTopology.STANDALONE) {
            return of(redis.uri());
        }
        RedisClusterClient cluster = RedisClusterClient.create(redis.uri());
        StatefulRedisClusterConnection<String, String> connection = cluster.connect();
        return new RawRedis(cluster, connection.sync(), connection.async());
    }

    RedisClusterCommands<String, String> commands() {
        return commands;
    }

    RedisClusterAsyncCommands<String, String> async() {
        return async;
    }

    /** All change events of a model, partition by partition. */
    List<StreamMessage<String, String>> events(String namespace, String model) {
        return commands.keys(namespace + ":*:" + model + ":v").stream()
                .flatMap(key -> commands.xrange(key, Range.unbounded()).stream())
                .toList();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
