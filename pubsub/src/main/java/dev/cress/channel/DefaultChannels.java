package dev.cress.channel;

import static java.util.Objects.requireNonNull;

import dev.cress.Foundation;
import dev.cress.connection.Topic;
import dev.cress.key.KeyLayout;
import dev.cress.line.MessageLines;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** Channels over the connections of a context: one line to each node, and one for each sharded channel. */
final class DefaultChannels implements Channels {

    private final Foundation foundation;
    private final MessageLines lines;
    private final int prefix;

    DefaultChannels(Foundation foundation) {
        this.foundation = foundation;
        this.lines = new MessageLines(foundation.connections());
        this.prefix = KeyLayout.channel(foundation.namespace(), "x").length() - 1;
    }

    @Override
    public <T> Channel<T> channel(String name, ChannelOptions<T> options) {
        String serverName = serverName(name);
        Topic topic = options.shard() ? Topic.shard(serverName) : Topic.channel(serverName);
        return new DefaultChannel<>(name, topic, options, foundation.executor(), signals(topic, options));
    }

    @Override
    public <T> DurableChannel<T> durable(String name, ChannelOptions<T> options, long retention) {
        if (retention < 1) {
            throw new IllegalArgumentException("retention is 1 message or more, not " + retention);
        }
        return new DefaultDurableChannel<>(name, serverName(name), options, retention, foundation, lines);
    }

    @Override
    public <T> Subscribable<T> pattern(String pattern, ChannelOptions<T> options) {
        Flux<ChannelSignal<T>> signals = signals(Topic.pattern(serverName(pattern)), options);
        return () -> signals;
    }

    private String serverName(String name) {
        return KeyLayout.channel(foundation.namespace(), requireNonNull(name, "name"));
    }

    private <T> Flux<ChannelSignal<T>> signals(Topic topic, ChannelOptions<T> options) {
        return Flux.create(
                sink -> ChannelSubscriber.start(
                        sink,
                        lines,
                        topic,
                        new ArrivalReader<>(options, prefix, foundation.meters()),
                        options.overflow()),
                FluxSink.OverflowStrategy.IGNORE);
    }
}
