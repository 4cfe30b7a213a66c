package dev.cress.channel;

import dev.cress.channel.ChannelSignal.Cause;
import dev.cress.metric.CressMeter;
import dev.cress.metric.Meters;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;

/** What is measured of channels of one label. */
record ChannelMeters(Meters meters, String channel) {

    Meters.Reading waiting(IntSupplier messages) {
        return meters.read(CressMeter.CHANNEL_BUFFER, messages::getAsInt, channel);
    }

    void dropped() {
        meters.count(CressMeter.CHANNEL_DROPPED, 1, channel);
    }

    void undecodable() {
        meters.count(CressMeter.CHANNEL_UNDECODABLE, 1, channel);
    }

    void gap(Set<Cause> causes) {
        causes.forEach(cause ->
                meters.count(CressMeter.CHANNEL_GAPS, 1, channel, cause.name().toLowerCase(Locale.ROOT)));
    }
}
