package dev.cress.feed;

import dev.cress.connection.RedisConnections;
import dev.cress.connection.Topic;
import dev.cress.line.LineReceiver;
import dev.cress.line.MessageLine;
import dev.cress.line.Rings;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * Tells readers which partition has a new event: one pub/sub connection for all readers of a model. A message may be lost, so readers look from time to time by themselves; nothing but latency
 * depends on it.
 */
final class Doorbell {

    private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);

    private final MessageLine line;
    private final Topic topic;
    private final BooleanSupplier closed;

    Doorbell(RedisConnections connections, String channel) {
        this.line = MessageLine.of(connections);
        this.topic = Topic.channel(channel);
        this.closed = connections::closed;
    }

    /** Wakes a reader until disposed of. */
    Disposable listen(Rings reader) {
        return line.listen(topic, new Ring(reader, closed));
    }

    private record Ring(Rings reader, BooleanSupplier closed) implements LineReceiver {

        /** What has rung before was not heard. */
        @Override
        public void connected() {
            reader.ringForEvery();
        }

        @Override
        public void message(String channel, byte[] payload) {
            try {
                reader.ring(Integer.parseInt(new String(payload, StandardCharsets.US_ASCII)));
            } catch (NumberFormatException e) {
                LOG.debug("Ignored a message on the doorbell channel that is no partition number");
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (closed.getAsBoolean()) {
                reader.ringForEvery(); // so that it finds out now
            } else {
                LOG.warn("No doorbell for change feeds; they look for events once a second instead", failure);
            }
        }
    }
}
