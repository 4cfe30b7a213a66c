package dev.cress.feed;

import dev.cress.connection.RedisConnections;
import dev.cress.connection.Topic;
import dev.cress.key.KeyLayout;
import dev.cress.line.LineReceiver;
import dev.cress.line.MessageLines;
import dev.cress.line.Rings;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Tells readers which partition has a new event: one pub/sub connection for all readers of a model, on a cluster one to each master. A message may be lost, so readers look from time to time by themselves; nothing but latency
 * depends on it.
 */
final class Doorbell {

    private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);

    private final MessageLines lines;
    private final List<Topic> topics;
    private final BooleanSupplier closed;

    Doorbell(RedisConnections connections, KeyLayout keys) {
        this.lines = new MessageLines(connections);
        this.topics = IntStream.range(0, keys.partitioning().count())
                .mapToObj(p -> Topic.channel(keys.partition(p).doorbell()))
                .toList();
        this.closed = connections::closed;
    }

    /** Wakes a reader until disposed of. */
    Disposable listen(Rings reader) {
        Disposable.Composite listening = Disposables.composite();
        for (int p = 0; p < topics.size(); p++) {
            listening.add(lines.listen(topics.get(p), new Ring(reader, p, closed)));
        }
        return listening;
    }

    private record Ring(Rings reader, int partition, BooleanSupplier closed) implements LineReceiver {

        /** What has rung before was not heard. */
        @Override
        public void connected() {
            reader.ring(partition);
        }

        @Override
        public void message(String channel, byte[] payload) {
            reader.ring(partition);
        }

        @Override
        public void failed(Throwable failure) {
            if (closed.getAsBoolean()) {
                reader.ringForEvery(); // so that it finds out now
            } else if (partition == 0) { // once is enough
                LOG.warn("No doorbell for change feeds; they look for events once a second instead", failure);
            }
        }
    }
}
