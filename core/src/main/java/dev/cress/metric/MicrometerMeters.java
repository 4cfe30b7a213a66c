package dev.cress.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** Records in a registry. Of the same gauge with the same tags many may be read at a time; it is taken out of the registry with the last one. */
final class MicrometerMeters implements Meters {

    private final MeterRegistry registry;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Key, Readings> gauges = new ConcurrentHashMap<>();

    private record Key(CressMeter meter, List<String> tags) {

        private Key {
            if (tags.size() != meter.tags().size()) {
                throw new IllegalArgumentException(meter + " has the tags " + meter.tags() + ", not " + tags.size());
            }
        }

        private List<Tag> asTags() {
            return IntStream.range(0, tags.size())
                    .mapToObj(i -> Tag.of(meter.tags().get(i), tags.get(i)))
                    .toList();
        }
    }

    private record Readings(CressMeter.Kind kind, List<DoubleSupplier> all, List<Meter> registered) {

        private double value() {
            double total = 0;
            for (DoubleSupplier one : all) {
                double value = one.getAsDouble();
                total = kind == CressMeter.Kind.SUM ? total + value : Math.max(total, value);
            }
            return total;
        }
    }

    MicrometerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public void count(CressMeter meter, long amount, String... tags) {
        counters.computeIfAbsent(new Key(meter, List.of(tags)), this::counter).increment((double) amount);
    }

    private Counter counter(Key key) {
        return Counter.builder(key.meter().meterName())
                .baseUnit(key.meter().unit())
                .tags(key.asTags())
                .register(registry);
    }

    @Override
    public Reading read(CressMeter meter, DoubleSupplier value, String... tags) {
        Key key = new Key(meter, List.of(tags));
        gauges.compute(key, (same, known) -> {
            Readings readings = known != null ? known : registered(key);
            readings.all().add(value);
            return readings;
        });
        return () -> gauges.computeIfPresent(key, (same, readings) -> {
            readings.all().remove(value);
            if (!readings.all().isEmpty()) {
                return readings;
            }
            readings.registered().forEach(registry::remove);
            return null;
        });
    }

    private Readings registered(Key key) {
        Readings readings =
                new Readings(key.meter().kind(), new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        readings.registered()
                .add(Gauge.builder(key.meter().meterName(), readings, Readings::value)
                        .baseUnit(key.meter().unit())
                        .tags(key.asTags())
                        .strongReference(true)
                        .register(registry));
        return readings;
    }
}
