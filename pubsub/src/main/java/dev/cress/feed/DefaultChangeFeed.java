package dev.cress.feed;

import static java.util.Objects.requireNonNull;

import dev.cress.connection.RedisConnections;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.connection.StreamRequests;
import dev.cress.entity.EntityStore;
import dev.cress.entity.OpenStore;
import dev.cress.key.KeyLayout;
import dev.cress.line.Wakeup;
import dev.cress.metric.Meters;
import dev.cress.page.PagedFlux;
import dev.cress.query.Query;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.execute.ResultLimit;
import dev.cress.query.plan.QuerySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The feed of one store. */
final class DefaultChangeFeed<T> implements ChangeFeed<T> {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final EntityStore<T> store;
    private final RedisConnections connections;
    private final FeedMeters meters;
    private final Clock clock = Clock.systemUTC();
    private final AtomicReference<@Nullable Doorbell> doorbell = new AtomicReference<>();

    DefaultChangeFeed(EntityStore<T> store, RedisConnections connections, Meters meters) {
        this.store = store;
        this.connections = connections;
        this.meters = FeedMeters.ofReaders(meters, store.model().name());
    }

    @Override
    public Feed<T> feed() {
        return new DefaultFeed<>(
                new FeedSettings<>(FeedStart.now(), EventFilter.everything(store.model()), LossPolicy.FAIL),
                this::signals);
    }

    @Override
    public Mono<ResumeToken> position() {
        return store.with(open -> FeedPlaces.heads(open).map(ResumeToken::new));
    }

    @Override
    public Mono<Long> trim(Retention retention) {
        requireNonNull(retention, "retention");
        return store.with(open -> open.executor()
                .executeAll(
                        Role.FEED,
                        IntStream.range(0, open.keys().partitioning().count())
                                .mapToObj(p -> trim(open.keys().partition(p).stream(), retention))
                                .toList())
                .map(removed -> removed.stream().mapToLong(Long::longValue).sum()));
    }

    @Override
    public ConsumerGroup<T> group(String name, GroupOptions options) {
        return new DefaultConsumerGroup<>(
                KeyLayout.requireGroup(name),
                requireNonNull(options, "options"),
                store,
                this::doorbell,
                meters.ofGroup(name),
                connections::closed);
    }

    @Override
    public Flux<LiveSignal<T>> live(Query<T> query) {
        QuerySpec spec = query.specification();
        if (spec.limit().isPresent() && spec.order() == null) {
            return Flux.error(new InvalidQueryException(
                    "a live query of " + store.model().name()
                            + " with a limit needs an order, or nobody could say which results it keeps",
                    null));
        }
        FeedSettings<T> settings =
                new FeedSettings<>(FeedStart.now(), EventFilter.everything(store.model()), LossPolicy.SIGNAL);
        return listening((open, listening) -> FeedPlaces.find(open, settings.start())
                .flatMapMany(positions -> PagedFlux.of(() -> new LiveReader<>(
                        open,
                        store.lifecycle(),
                        spec,
                        ResultLimit.DEFAULT_CAP,
                        new FeedReader<>(
                                open,
                                settings,
                                EventEntities.none(),
                                positions,
                                listening.lag,
                                listening.wakeup,
                                POLL_INTERVAL,
                                List.of())))));
    }

    private Request<Long> trim(byte[] stream, Retention retention) {
        if (retention instanceof Retention.Age age) {
            long micros =
                    ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().minus(age.age()));
            return StreamRequests.trimBefore(stream, Math.max(0, micros));
        }
        return StreamRequests.trimToCount(stream, ((Retention.Count) retention).events());
    }

    private Flux<FeedSignal<T>> signals(FeedSettings<T> settings) {
        return listening((open, listening) -> read(open, settings, listening));
    }

    private <V> Flux<V> listening(BiFunction<OpenStore<T>, Listening, Flux<V>> reader) {
        return store.withMany(open -> Flux.using(
                () -> new Listening(doorbell(open), Lag.begin(open, meters)),
                listening -> reader.apply(open, listening),
                Listening::end));
    }

    private Flux<FeedSignal<T>> read(OpenStore<T> open, FeedSettings<T> settings, Listening listening) {
        return FeedPlaces.find(open, settings.start())
                .flatMapMany(positions -> PagedFlux.of(() -> new FeedReader<>(
                        open,
                        settings,
                        EventEntities.by(store.lifecycle()),
                        positions,
                        listening.lag,
                        listening.wakeup,
                        POLL_INTERVAL,
                        beginning(settings, positions))));
    }

    private static <T> List<FeedSignal<T>> beginning(FeedSettings<T> settings, PartitionPositions positions) {
        FeedSignal<T> subscribed = new FeedSignal.Subscribed<>(positions.token());
        return settings.start() instanceof FeedStart.Snapshot
                ? List.of(subscribed, new FeedSignal.SnapshotStarted<>(positions.token()))
                : List.of(subscribed);
    }

    private Doorbell doorbell(OpenStore<T> open) {
        return requireNonNull(
                doorbell.updateAndGet(known -> known != null ? known : new Doorbell(connections, open.keys())));
    }

    /** One subscription's registration at the doorbell. */
    private static final class Listening {
        private final Wakeup wakeup = new Wakeup();
        private final Lag lag;
        private final Disposable registration;

        private Listening(Doorbell doorbell, Lag lag) {
            this.lag = lag;
            this.registration = doorbell.listen(wakeup);
        }

        private void end() {
            registration.dispose();
            lag.end();
        }
    }
}
