package dev.cress.channel;

import dev.cress.metric.Meters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From payloads to messages, for one subscription. */
final class ArrivalReader<T> {

    private static final Logger LOG = LoggerFactory.getLogger(ArrivalReader.class);

    private final ChannelOptions<T> options;
    private final int prefix;
    private final ChannelMeters meters;
    private long undecodable;

    /** @param prefix length of what the server's names of channels have before those of users */
    ArrivalReader(ChannelOptions<T> options, int prefix, Meters meters) {
        this.options = options;
        this.prefix = prefix;
        this.meters = new ChannelMeters(meters, options.label());
    }

    ChannelMeters meters() {
        return meters;
    }

    /** The message, or null when it is none. */
    @Nullable
    ChannelSignal<T> read(String serverName, byte[] payload, String position) {
        String channel = serverName.substring(prefix);
        try {
            return new ChannelSignal.Message<>(channel, options.codec().decode(payload), position);
        } catch (RuntimeException e) {
            drop(new UndecodableMessage(channel, payload, ++undecodable, e));
            return null;
        }
    }

    private void drop(UndecodableMessage message) {
        meters.undecodable();
        LOG.debug("Dropped a message on channel {} that is not of its form", message.channel());
        try {
            options.undecodable().accept(message);
        } catch (RuntimeException e) {
            LOG.error("The hook for undecodable messages of channel {} failed", message.channel(), e);
        }
    }
}
