package dev.cress.feed;

import dev.cress.connection.RedisConnections;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Tells readers which partition has a new event: one pub/sub connection for all readers of a model, opened for the first and closed with the context. A message may be lost, so readers look from
 * time to time by themselves; nothing but latency depends on it.
 */
final class Doorbell {

    private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);

    private final RedisConnections connections;
    private final byte[] channel;
    private final AtomicReference<@Nullable StatefulRedisPubSubConnection<byte[], byte[]>> current =
            new AtomicReference<>();
    private final Set<IntConsumer> readers = ConcurrentHashMap.newKeySet();
    private final Mono<StatefulRedisPubSubConnection<byte[], byte[]>> subscription;

    Doorbell(RedisConnections connections, String channel) {
        this.connections = connections;
        this.channel = channel.getBytes(StandardCharsets.UTF_8);
        this.subscription = Mono.defer(this::subscribe).cacheInvalidateIf(connection -> !connection.isOpen());
    }

    /**
     * Registers a reader until disposed of.
     *
     * @param reader called with the number of a partition, on an I/O thread
     * @return completes when messages arrive; a failure to subscribe is logged and makes the feed slower, not wrong
     */
    Mono<Disposable> listen(IntConsumer reader) {
        return subscription
                .onErrorResume(failure -> {
                    LOG.warn("No doorbell for change feeds; they look for events once a second instead", failure);
                    return Mono.empty();
                })
                .then(Mono.fromSupplier(() -> register(reader)));
    }

    /**
     * Subscribes again if the connection was lost while nobody new came to listen. Does nothing when messages arrive.
     *
     * @param patience after which a reader goes on without
     * @return completes without an error
     */
    Mono<Void> renew(Duration patience) {
        return subscription.then().timeout(patience, Mono.empty()).onErrorComplete();
    }

    /** Only once messages arrive: who gives up before has nothing to dispose of. A reader looks at everything when it begins, so it needs no earlier message. */
    private Disposable register(IntConsumer reader) {
        readers.add(reader);
        return () -> readers.remove(reader);
    }

    private Mono<StatefulRedisPubSubConnection<byte[], byte[]>> subscribe() {
        return connections.openPubSub().flatMap(connection -> {
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(byte[] from, byte[] message) {
                    if (Arrays.equals(from, channel)) {
                        ring(message);
                    }
                }
            });
            return closeReplaced(current.getAndSet(connection))
                    .then(Mono.fromCompletionStage(() -> connection.async().subscribe(channel)))
                    .thenReturn(connection);
        });
    }

    /** The one before was down and might come back by itself: each message would arrive twice, and each outage leave a connection more. */
    private static Mono<Void> closeReplaced(@Nullable StatefulRedisPubSubConnection<byte[], byte[]> before) {
        return before == null
                ? Mono.empty()
                : Mono.fromCompletionStage(before::closeAsync).onErrorComplete();
    }

    private void ring(byte[] message) {
        try {
            int partition = Integer.parseInt(new String(message, StandardCharsets.US_ASCII));
            readers.forEach(reader -> reader.accept(partition));
        } catch (NumberFormatException e) {
            LOG.debug("Ignored a message on the doorbell channel that is no partition number");
        }
    }
}
