package dev.cress.feed;

import dev.cress.metric.CressMeter;
import dev.cress.metric.Meters;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** What is measured of the feed of one entity type, by readers or by a group. */
record FeedMeters(Meters meters, String entity, String group) {

    /** The group of those that are none. */
    private static final String NO_GROUP = "none";

    static FeedMeters ofReaders(Meters meters, String entity) {
        return new FeedMeters(meters, entity, NO_GROUP);
    }

    FeedMeters ofGroup(String name) {
        return new FeedMeters(meters, entity, name);
    }

    boolean enabled() {
        return meters.enabled();
    }

    Meters.Reading read(CressMeter meter, DoubleSupplier value) {
        return meters.read(meter, value, entity, group);
    }

    void count(CressMeter meter) {
        meters.count(meter, 1, entity, group);
    }

    void delivered(Operation operation) {
        delivered(operation, 1);
    }

    private void delivered(Operation operation, long events) {
        meters.count(
                CressMeter.FEED_EVENTS, events, entity, group, operation.name().toLowerCase(Locale.ROOT));
    }

    void delivered(List<? extends FeedSignal<?>> signals) {
        Map<Operation, Long> counts = new EnumMap<>(Operation.class);
        for (FeedSignal<?> signal : signals) {
            if (signal instanceof FeedSignal.Change<?> change) {
                counts.merge(change.event().operation(), 1L, Long::sum);
            }
        }
        counts.forEach(this::delivered);
    }
}
