package dev.cress.script;

import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** Runs scripts on a server, alone or a cluster, and shows everything that is stored in a namespace. */
public final class ScriptServer implements AutoCloseable {

    private final AbstractRedisClient client;
    private final RedisClusterCommands<byte[], byte[]> commands;
    private final RedisClusterAsyncCommands<byte[], byte[]> async;
    private final Supplier<StatefulRedisPubSubConnection<byte[], byte[]>> pubSub;

    private ScriptServer(
            AbstractRedisClient client,
            RedisClusterCommands<byte[], byte[]> commands,
            RedisClusterAsyncCommands<byte[], byte[]> async,
            Supplier<StatefulRedisPubSubConnection<byte[], byte[]>> pubSub) {
        this.client = client;
        this.commands = commands;
        this.async = async;
        this.pubSub = pubSub;
    }

    public static ScriptServer of(RedisEnvironment redis) {
        if (redis.topology() == RedisTopology.STANDALONE) {
            return standalone(redis.uri());
        }
        RedisClusterClient client = RedisClusterClient.create(redis.uri());
        StatefulRedisClusterConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
        return new ScriptServer(
                client, connection.sync(), connection.async(), () -> client.connectPubSub(ByteArrayCodec.INSTANCE));
    }

    public static ScriptServer standalone(String uri) {
        RedisClient client = RedisClient.create(uri);
        StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
        return new ScriptServer(
                client, connection.sync(), connection.async(), () -> client.connectPubSub(ByteArrayCodec.INSTANCE));
    }

    public RedisClusterCommands<byte[], byte[]> commands() {
        return commands;
    }

    public <R> R run(LuaScript<R> script, Dialect dialect, List<byte[]> keys, List<byte[]> arguments) {
        return script.decode(reply(script, dialect, keys, arguments));
    }

    /** Runs a script whose reply is not decoded. */
    public List<?> reply(LuaScript<?> script, Dialect dialect, List<byte[]> keys, List<byte[]> arguments) {
        return commands.eval(
                dialect.of(script),
                ScriptOutputType.MULTI,
                keys.toArray(byte[][]::new),
                arguments.toArray(byte[][]::new));
    }

    /** Sends now; the reply is not decoded. */
    public RedisFuture<List<Object>> send(
            LuaScript<?> script, Dialect dialect, List<byte[]> keys, List<byte[]> arguments) {
        return async.eval(
                dialect.of(script),
                ScriptOutputType.MULTI,
                keys.toArray(byte[][]::new),
                arguments.toArray(byte[][]::new));
    }

    /** Runs a script that answers with a list of byte arrays. */
    public List<byte[]> list(byte[] text, byte[] key, List<byte[]> arguments) {
        return commands.eval(text, ScriptOutputType.MULTI, new byte[][] {key}, arguments.toArray(byte[][]::new));
    }

    /** What is published on a channel from now on. */
    public BlockingQueue<String> subscribe(String channel) {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        StatefulRedisPubSubConnection<byte[], byte[]> connection = pubSub.get();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] from, byte[] message) {
                messages.add(Bytes.show(message));
            }
        });
        connection.sync().subscribe(Bytes.utf8(channel));
        return messages;
    }

    public void publish(String channel, String message) {
        commands.publish(Bytes.utf8(channel), Bytes.utf8(message));
    }

    /** Every key that begins so, with its whole content as text. */
    public Map<String, Object> dump(String prefix) {
        Map<String, Object> content = new TreeMap<>();
        for (byte[] key : commands.keys(prefix + "*")) {
            content.put(Bytes.show(key), content(key));
        }
        return content;
    }

    private Object content(byte[] key) {
        String type = commands.type(key);
        return switch (type) {
            case "hash" -> {
                Map<String, String> fields = new TreeMap<>();
                commands.hgetall(key).forEach((name, value) -> fields.put(Bytes.show(name), Bytes.show(value)));
                yield fields;
            }
            case "zset" ->
                commands.zrangeWithScores(key, 0, -1).stream()
                        .map(member -> Bytes.show(member.getValue()) + "=" + member.getScore())
                        .toList();
            case "stream" -> events(key);
            case "string" -> Bytes.show(commands.get(key));
            default -> type;
        };
    }

    /** The entries of a stream: id, then names and values in turn. */
    public List<List<String>> events(byte[] key) {
        byte[] text = "return redis.call('XRANGE', KEYS[1], '-', '+')".getBytes(StandardCharsets.UTF_8);
        List<List<Object>> reply = commands.eval(text, ScriptOutputType.MULTI, new byte[][] {key});
        List<List<String>> events = new ArrayList<>();
        for (List<Object> entry : reply) {
            List<String> event = new ArrayList<>();
            event.add(Bytes.show((byte[]) entry.get(0)));
            ((List<?>) entry.get(1)).forEach(field -> event.add(Bytes.show((byte[]) field)));
            events.add(event);
        }
        return events;
    }

    @Override
    public void close() {
        client.shutdown(java.time.Duration.ZERO, java.time.Duration.ofSeconds(2));
    }
}
