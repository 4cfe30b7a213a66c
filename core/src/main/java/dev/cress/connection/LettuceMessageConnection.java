package dev.cress.connection;

import dev.cress.error.AccessDeniedException;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * A pub/sub connection of Lettuce. The driver would reconnect and subscribe again without a word, hiding what was lost meanwhile; here a lost connection is reported, and closed before the driver
 * replaces it.
 */
final class LettuceMessageConnection implements MessageConnection {

    private final StatefulRedisPubSubConnection<byte[], byte[]> connection;
    private final Runnable onMoved;

    /**
     * @param connection is its own from now on
     * @param listener hears what arrives
     * @param onMoved called when the node says that a channel belongs to another one
     */
    LettuceMessageConnection(
            StatefulRedisPubSubConnection<byte[], byte[]> connection, MessageListener listener, Runnable onMoved) {
        this.connection = connection;
        this.onMoved = onMoved;
        connection.addListener(new Arrivals(listener));
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                listener.lost();
            }
        });
    }

    @Override
    public Mono<Void> subscribe(Topic topic) {
        byte[] name = bytes(topic.name());
        return sent(() -> switch (topic.kind()) {
            case CHANNEL -> connection.async().subscribe(name);
            case PATTERN -> connection.async().psubscribe(name);
            case SHARD -> connection.async().ssubscribe(name);
        });
    }

    @Override
    public Mono<Void> unsubscribe(Topic topic) {
        byte[] name = bytes(topic.name());
        return sent(() -> switch (topic.kind()) {
            case CHANNEL -> connection.async().unsubscribe(name);
            case PATTERN -> connection.async().punsubscribe(name);
            case SHARD -> connection.async().sunsubscribe(name);
        });
    }

    @Override
    public Mono<Void> ping() {
        return sent(() -> connection.async().ping());
    }

    @Override
    public Mono<Void> closeLater() {
        return LettuceConnector.from(connection::closeAsync);
    }

    private Mono<Void> sent(Supplier<? extends CompletionStage<?>> command) {
        return Mono.fromCompletionStage(command)
                .then()
                .doOnError(LettuceMessageConnection::moved, failure -> onMoved.run())
                .onErrorMap(
                        LettuceMessageConnection::denied,
                        failure -> new AccessDeniedException(
                                "listening is not allowed to this user; see the README's list of commands", failure));
    }

    private static boolean moved(Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                && String.valueOf(failure.getMessage()).startsWith("MOVED ");
    }

    private static boolean denied(Throwable failure) {
        return FailureClassifier.classify(failure) == Failure.DENIED;
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Arrivals extends RedisPubSubAdapter<byte[], byte[]> {

        private final MessageListener listener;

        private Arrivals(MessageListener listener) {
            this.listener = listener;
        }

        @Override
        public void message(byte[] channel, byte[] message) {
            String name = text(channel);
            listener.message(Topic.channel(name), name, message);
        }

        @Override
        public void message(byte[] pattern, byte[] channel, byte[] message) {
            listener.message(Topic.pattern(text(pattern)), text(channel), message);
        }

        @Override
        public void smessage(byte[] channel, byte[] message) {
            String name = text(channel);
            listener.message(Topic.shard(name), name, message);
        }

        /** Also without being asked, when the slot has moved to another node. */
        @Override
        public void sunsubscribed(byte[] channel, long count) {
            listener.lost();
        }

        private static String text(byte[] name) {
            return new String(name, StandardCharsets.UTF_8);
        }
    }
}
