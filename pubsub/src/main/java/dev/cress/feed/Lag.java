package dev.cress.feed;

import dev.cress.entity.OpenStore;
import dev.cress.metric.CressMeter;
import dev.cress.metric.Meters;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongBiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How far one reader is behind. Whoever has stopped asking reads nothing that could tell, so the counters are asked for once a second: one {@code HMGET} for each partition, in 1
 * round trip, and only where it is recorded.
 */
final class Lag {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final double MICROS = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(Lag.class);

    private final Map<Integer, Position> places = new ConcurrentHashMap<>();
    private final Map<Integer, Position> heads = new ConcurrentHashMap<>();
    private final long begun = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    private final FeedMeters meters;
    private final List<Meters.Reading> readings = new ArrayList<>();
    private final Disposable asking;

    private Lag(OpenStore<?> store, FeedMeters meters) {
        this.meters = meters;
        if (!meters.enabled()) {
            asking = () -> {};
            return;
        }
        asking = Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> ask(store).onErrorResume(failure -> Mono.empty()), 1)
                .subscribe(nothing -> {}, failure -> LOG.warn("the lag is known no more", failure));
        readings.add(meters.read(CressMeter.FEED_LAG, this::events));
        readings.add(meters.read(CressMeter.FEED_LAG_TIME, this::seconds));
    }

    static Lag begin(OpenStore<?> store, FeedMeters meters) {
        return new Lag(store, meters);
    }

    void end() {
        asking.dispose();
        readings.forEach(Meters.Reading::end);
    }

    FeedMeters meters() {
        return meters;
    }

    /** What a reader got, and where it is now. */
    void read(List<? extends FeedSignal<?>> signals, PartitionPositions positions) {
        if (meters.enabled()) {
            meters.delivered(signals);
            for (int partition = 0; partition < positions.count(); partition++) {
                at(partition, positions.of(partition));
            }
        }
    }

    /** Where the reader is in a partition. */
    void at(int partition, Position place) {
        places.put(partition, place);
    }

    /** The partition is somebody else's. */
    void without(int partition) {
        places.remove(partition);
        heads.remove(partition);
    }

    private Mono<Void> ask(OpenStore<?> store) {
        List<Integer> partitions = List.copyOf(places.keySet());
        return partitions.isEmpty()
                ? Mono.empty()
                : FeedHeads.read(store, partitions)
                        .doOnNext(found -> {
                            for (int i = 0; i < found.size(); i++) {
                                heads.put(partitions.get(i), found.get(i));
                            }
                        })
                        .then();
    }

    private double events() {
        return (double) behind((place, head) -> head.number() - place.number()).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private double seconds() {
        long micros =
                behind((place, head) -> head.version() - Math.max(place.version(), Math.min(begun, head.version())))
                        .stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0);
        return (double) micros / MICROS;
    }

    private List<Long> behind(ToLongBiFunction<Position, Position> distance) {
        List<Long> distances = new ArrayList<>();
        places.forEach((partition, place) -> {
            Position head = heads.get(partition);
            if (head != null && head.number() > place.number()) {
                distances.add(distance.applyAsLong(place, head));
            }
        });
        return distances;
    }
}
