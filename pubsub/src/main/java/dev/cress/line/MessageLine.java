package dev.cress.line;

import dev.cress.connection.MessageConnection;
import dev.cress.connection.MessageListener;
import dev.cress.connection.RedisConnections;
import dev.cress.connection.Topic;
import dev.cress.error.NonTransientRedisDataException;
import dev.cress.error.RedisUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One connection for all listeners of some topics: opened for the first, closed after the last, replaced when it is lost or does not answer. Safe for use by many threads.
 *
 * <p><b>Consistency</b> All state is changed by one task at a time. Each connection has a number; what an earlier one still says is ignored.
 */
final class MessageLine {

    private static final Logger LOG = LoggerFactory.getLogger(MessageLine.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Function<MessageListener, Mono<MessageConnection>> opener;
    private final BooleanSupplier closed;
    private final SerialExecutor serial = new SerialExecutor();
    private final Map<Topic, Listeners> topics = new HashMap<>();
    private final Disposable.Swap heartbeat = Disposables.swap();
    private @Nullable MessageConnection connection;
    private boolean opening;
    private int number;
    private int failures;

    private MessageLine(Function<MessageListener, Mono<MessageConnection>> opener, BooleanSupplier closed) {
        this.opener = opener;
        this.closed = closed;
    }

    /**
     * A line for channels and patterns.
     *
     * @param connections opens connections
     * @param channel a channel at whose node it listens
     * @return a line, which needs nothing while nobody listens
     */
    static MessageLine near(RedisConnections connections, String channel) {
        return new MessageLine(listener -> connections.openMessages(channel, listener), connections::closed);
    }

    /**
     * A line for one shard channel.
     *
     * @param connections opens connections
     * @param channel name of the channel
     * @return a line, which needs nothing while nobody listens
     */
    static MessageLine ofShard(RedisConnections connections, String channel) {
        return new MessageLine(listener -> connections.openShardMessages(channel, listener), connections::closed);
    }

    /**
     * Listens until disposed of.
     *
     * @param topic what to hear
     * @param receiver hears it
     * @return ends it
     */
    Disposable listen(Topic topic, LineReceiver receiver) {
        serial.execute(() -> add(topic, receiver));
        return Disposables.composite(() -> serial.execute(() -> remove(topic, receiver)));
    }

    /** Runs a task if nobody listens, after what was asked for before. */
    void ifUnused(Runnable task) {
        serial.execute(() -> {
            if (topics.isEmpty()) {
                task.run();
            }
        });
    }

    private void add(Topic topic, LineReceiver receiver) {
        Listeners known = topics.get(topic);
        if (known != null) {
            known.receivers.add(receiver);
            if (known.active) {
                receiver.connected();
            }
            return;
        }
        Listeners listeners = new Listeners();
        listeners.receivers.add(receiver);
        topics.put(topic, listeners);
        if (connection != null) {
            subscribe(connection, topic, listeners);
        } else if (!opening) {
            open();
        }
    }

    private void remove(Topic topic, LineReceiver receiver) {
        Listeners listeners = topics.get(topic);
        if (listeners == null || !listeners.receivers.remove(receiver) || !listeners.receivers.isEmpty()) {
            return;
        }
        topics.remove(topic);
        if (connection == null) {
            return;
        }
        if (topics.isEmpty()) {
            drop();
        } else {
            int current = number;
            connection.unsubscribe(topic).subscribe(nothing -> {}, failure -> replace(current, failure));
        }
    }

    private void open() {
        int current = ++number;
        opening = true;
        opener.apply(new Arrivals(current))
                .subscribe(
                        opened -> serial.execute(() -> opened(current, opened)),
                        failure -> serial.execute(() -> notOpened(failure)));
    }

    private void opened(int current, MessageConnection opened) {
        opening = false;
        if (current != number || topics.isEmpty()) {
            close(opened);
            if (!topics.isEmpty()) {
                reopenLater();
            }
            return;
        }
        connection = opened;
        heartbeat.update(Flux.interval(HEARTBEAT)
                .onBackpressureDrop()
                .concatMap(tick -> opened.ping().timeout(HEARTBEAT), 1)
                .subscribe(nothing -> {}, failure -> replace(current, failure)));
        topics.forEach((topic, listeners) -> subscribe(opened, topic, listeners));
    }

    private void notOpened(Throwable failure) {
        opening = false;
        if (closed.getAsBoolean()) {
            failAll(new RedisUnavailableException("the context was closed, no message arrives any more", failure));
        } else if (failure instanceof NonTransientRedisDataException) {
            failAll(failure);
        } else if (!topics.isEmpty()) {
            if (failures <= 1) {
                LOG.warn("No connection for messages; trying until there is one: {}", failure.toString());
            } else {
                LOG.debug("Still no connection for messages", failure);
            }
            reopenLater();
        }
    }

    private void subscribe(MessageConnection on, Topic topic, Listeners listeners) {
        int current = number;
        on.subscribe(topic)
                .subscribe(
                        nothing -> {},
                        failure -> replace(current, failure),
                        () -> serial.execute(() -> subscribed(current, topic, listeners)));
    }

    private void subscribed(int current, Topic topic, Listeners listeners) {
        if (current != number || topics.get(topic) != listeners) {
            return;
        }
        failures = 0;
        listeners.active = true;
        listeners.receivers.forEach(LineReceiver::connected);
    }

    /** The connection is of no more use. */
    private void replace(int current, @Nullable Throwable failure) {
        serial.execute(() -> {
            if (current != number) {
                return;
            }
            number++;
            if (connection == null) {
                return; // lost while it was being opened: then the opener's end brings the next
            }
            drop();
            if (closed.getAsBoolean()) {
                failAll(new RedisUnavailableException("the context was closed, no message arrives any more", failure));
            } else if (failure instanceof NonTransientRedisDataException) {
                failAll(failure);
            } else if (!topics.isEmpty()) {
                LOG.info(
                        "The connection for messages was lost; opening another: {}",
                        failure == null ? "it was closed" : failure.toString());
                reopenLater();
            }
        });
    }

    private void drop() {
        MessageConnection dropped = connection;
        number++;
        connection = null;
        heartbeat.update(Disposables.disposed());
        topics.values().forEach(listeners -> listeners.active = false);
        if (dropped != null) {
            close(dropped);
        }
    }

    private static void close(MessageConnection dropped) {
        dropped.closeLater().subscribe(nothing -> {}, failure -> LOG.debug("Closing a connection failed", failure));
    }

    private void reopenLater() {
        opening = true;
        long ceiling = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures++, 10));
        long pause = 1 + ThreadLocalRandom.current().nextLong(ceiling);
        Runnable reopen = () -> serial.execute(() -> {
            opening = false;
            if (!topics.isEmpty() && connection == null) {
                open();
            }
        });
        Schedulers.parallel().schedule(reopen, pause, TimeUnit.MILLISECONDS);
    }

    private void failAll(Throwable failure) {
        Map<Topic, Listeners> failed = Map.copyOf(topics);
        topics.clear();
        failed.values().forEach(listeners -> listeners.receivers.forEach(receiver -> receiver.failed(failure)));
    }

    private static final class Listeners {
        private final Set<LineReceiver> receivers = new LinkedHashSet<>();
        private boolean active;
    }

    private final class Arrivals implements MessageListener {

        private final int from;

        private Arrivals(int from) {
            this.from = from;
        }

        @Override
        public void message(Topic topic, String channel, byte[] payload) {
            serial.execute(() -> {
                Listeners listeners = topics.get(topic);
                if (from == number && listeners != null) {
                    listeners.receivers.forEach(receiver -> receiver.message(channel, payload));
                }
            });
        }

        @Override
        public void lost() {
            replace(from, null);
        }
    }
}
