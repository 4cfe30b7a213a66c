package dev.cress.channel;

import static java.util.Objects.requireNonNull;

import dev.cress.Foundation;
import dev.cress.channel.StreamReader.StreamStart;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.connection.Topic;
import dev.cress.error.StoredDataException;
import dev.cress.line.LineReceiver;
import dev.cress.line.MessageLines;
import dev.cress.line.Wakeup;
import dev.cress.metric.Meters;
import dev.cress.page.PagedFlux;
import dev.cress.script.channel.AppendReply;
import dev.cress.script.channel.AppendScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A channel whose messages are entries of a stream; its doorbell is the channel of the same name. */
final class DefaultDurableChannel<T> implements DurableChannel<T> {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultDurableChannel.class);

    private final String name;
    private final String serverName;
    private final byte[] stream;
    private final ChannelOptions<T> options;
    private final long retention;
    private final RedisExecutor executor;
    private final Meters meters;
    private final BooleanSupplier closed;
    private final MessageLines lines;

    DefaultDurableChannel(
            String name,
            String serverName,
            ChannelOptions<T> options,
            long retention,
            Foundation foundation,
            MessageLines lines) {
        this.name = name;
        this.serverName = serverName;
        this.stream = serverName.getBytes(StandardCharsets.UTF_8);
        this.options = options;
        this.retention = retention;
        this.executor = foundation.executor();
        this.meters = foundation.meters();
        this.closed = foundation.connections()::closed;
        this.lines = lines;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mono<Long> publish(T message) {
        requireNonNull(message, "message");
        return DefaultChannel.encoded(name, options, message)
                .flatMap(payload -> executor.execute(
                        Role.WRITE,
                        Requests.script(
                                AppendScript.SCRIPT,
                                List.of(stream),
                                AppendScript.arguments(retention, serverName, payload))))
                .map(DefaultDurableChannel::receivers);
    }

    @Override
    public Flux<ChannelSignal<T>> signals() {
        return StreamPosition.last(executor, stream).flatMapMany(last -> from(new StreamStart(last, false)));
    }

    @Override
    public Flux<ChannelSignal<T>> signalsAfter(String position) {
        return from(new StreamStart(StreamPosition.parse(position), false));
    }

    @Override
    public Flux<ChannelSignal<T>> signalsFromBeginning() {
        return from(new StreamStart(StreamPosition.BEGINNING, true));
    }

    private Flux<ChannelSignal<T>> from(StreamStart start) {
        return Flux.using(
                () -> {
                    Wakeup wakeup = new Wakeup();
                    return new Listening(wakeup, lines.listen(Topic.channel(serverName), new Ring(wakeup, closed)));
                },
                listening -> PagedFlux.of(() -> new StreamReader<>(
                        executor,
                        stream,
                        start,
                        listening.wakeup(),
                        new ArrivalReader<>(options, serverName.length() - name.length(), meters),
                        serverName)),
                Listening::end);
    }

    private static long receivers(AppendReply reply) {
        if (reply instanceof AppendReply.Appended appended) {
            return appended.receivers();
        }
        AppendReply.Corrupt corrupt = (AppendReply.Corrupt) reply;
        throw new StoredDataException(corrupt.key() + " " + corrupt.detail() + "; nothing was written", null);
    }

    private record Ring(Wakeup wakeup, BooleanSupplier closed) implements LineReceiver {

        @Override
        public void connected() {
            wakeup.ringForEvery();
        }

        @Override
        public void message(String channel, byte[] payload) {
            wakeup.ringForEvery();
        }

        @Override
        public void failed(Throwable failure) {
            if (closed.getAsBoolean()) {
                wakeup.ringForEvery(); // so that its reader finds out now
            } else {
                LOG.warn("Nothing rings for a durable channel; it is looked at once a second instead", failure);
            }
        }
    }

    private record Listening(Wakeup wakeup, Disposable registration) {
        void end() {
            registration.dispose();
        }
    }
}
