package dev.cress.repository;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;

/** A server as an operator sees it. */
final class RawRedis implements AutoCloseable {

    private final RedisClient client;
    private final RedisCommands<String, String> commands;

    RawRedis(String uri) {
        client = RedisClient.create(uri);
        commands = client.connect().sync();
    }

    RedisCommands<String, String> commands() {
        return commands;
    }

    /** All change events of a model of one partition. */
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
