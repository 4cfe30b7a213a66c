package dev.cress.channel;

import static java.util.Objects.requireNonNull;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.connection.Topic;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A channel of published messages. */
final class DefaultChannel<T> implements Channel<T> {

    private final String name;
    private final Topic topic;
    private final ChannelOptions<T> options;
    private final RedisExecutor executor;
    private final Flux<ChannelSignal<T>> signals;

    DefaultChannel(
            String name,
            Topic topic,
            ChannelOptions<T> options,
            RedisExecutor executor,
            Flux<ChannelSignal<T>> signals) {
        this.name = name;
        this.topic = topic;
        this.options = options;
        this.executor = executor;
        this.signals = signals;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mono<Long> publish(T message) {
        requireNonNull(message, "message");
        return encoded(name, options, message)
                .flatMap(payload -> executor.execute(Role.WRITE, Requests.publish(topic, payload)));
    }

    @Override
    public Flux<ChannelSignal<T>> signals() {
        return signals;
    }

    static <T> Mono<byte[]> encoded(String name, ChannelOptions<T> options, T message) {
        return Mono.fromSupplier(() -> options.codec().encode(message))
                .onErrorMap(failure -> new UnencodableMessageException(
                        "a message for channel " + name + " has no form that could be sent ("
                                + failure.getClass().getSimpleName() + ")",
                        failure));
    }
}
