package dev.cress.line;

import dev.cress.connection.MessageConnection;
import dev.cress.connection.MessageListener;
import dev.cress.connection.RedisConnections;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Topic;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Connections that a test opens, loses and delivers by hand. */
final class FakeConnections implements RedisConnections {

    final List<Line> opened = new CopyOnWriteArrayList<>();
    Supplier<Mono<Void>> beforeOpen = Mono::empty;
    Supplier<Mono<Void>> onSubscribe = Mono::empty;
    boolean closed;

    /** One connection. */
    final class Line implements MessageConnection {
        final MessageListener listener;
        final Set<Topic> topics = ConcurrentHashMap.newKeySet();
        boolean closed;

        Line(MessageListener listener) {
            this.listener = listener;
        }

        void deliver(Topic topic, String text) {
            listener.message(topic, topic.name(), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public Mono<Void> subscribe(Topic topic) {
            return onSubscribe.get().then(Mono.fromRunnable(() -> topics.add(topic)));
        }

        @Override
        public Mono<Void> unsubscribe(Topic topic) {
            return Mono.fromRunnable(() -> topics.remove(topic));
        }

        @Override
        public Mono<Void> ping() {
            return Mono.empty();
        }

        @Override
        public Mono<Void> closeLater() {
            return Mono.fromRunnable(() -> closed = true);
        }
    }

    Line last() {
        return opened.get(opened.size() - 1);
    }

    @Override
    public RedisExecutor executor() {
        throw new AssertionError("no request is needed");
    }

    @Override
    public boolean cluster() {
        return false;
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public String node(String channel) {
        return channel.isEmpty() ? "" : channel.substring(0, 1);
    }

    @Override
    public Mono<MessageConnection> openMessages(String channel, MessageListener listener) {
        return Mono.defer(beforeOpen).then(Mono.fromSupplier(() -> {
            Line line = new Line(listener);
            opened.add(line);
            return line;
        }));
    }

    @Override
    public Mono<MessageConnection> openShardMessages(String channel, MessageListener listener) {
        return openMessages(channel, listener);
    }

    @Override
    public Mono<Void> closeLater() {
        return Mono.empty();
    }
}
