package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

@RedisTest
class MessagesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final MessageListener DEAF = new MessageListener() {
        @Override
        public void message(Topic topic, String channel, byte[] payload) {}

        @Override
        public void lost() {}
    };

    private final RedisEnvironment redis;

    MessagesIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    /** As happens to all who listen when a connection was lost; how few commands may be under way says nothing of that. */
    @Test
    void asksForAnyNumberOfTopicsAtOnce() {
        String namespace = redis.newNamespace();
        RedisConnections connections = Objects.requireNonNull(
                RedisConnections.connect(new ConnectionOptions(List.of(redis.uri()), PATIENCE, PATIENCE, 1, 1, 1))
                        .block(PATIENCE));
        MessageConnection messages =
                Objects.requireNonNull(connections.openMessages(namespace, DEAF).block(PATIENCE));
        assertThat(Flux.range(0, 500)
                        .flatMap(i -> messages.subscribe(Topic.channel(namespace + i)), 500)
                        .then(messages.ping())
                        .thenReturn(true)
                        .block(PATIENCE))
                .isTrue();
        connections.closeLater().block(PATIENCE);
    }
}
