package dev.cress.feed;

import static java.util.Objects.requireNonNull;

import dev.cress.connection.RedisConnections;
import dev.cress.entity.EntityStore;
import dev.cress.entity.OpenStore;
import dev.cress.line.Wakeup;
import dev.cress.page.PagedFlux;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
    private final AtomicReference<@Nullable Doorbell> doorbell = new AtomicReference<>();

    DefaultChangeFeed(EntityStore<T> store, RedisConnections connections) {
        this.store = store;
        this.connections = connections;
    }

    @Override
    public Flux<ChangeEvent<T>> changes(FeedStart start) {
        requireNonNull(start, "start");
        return store.withMany(open -> {
            Wakeup wakeup = new Wakeup();
            return Flux.using(
                    () -> doorbell(open).listen(wakeup),
                    registration -> events(open, start, wakeup),
                    Disposable::dispose);
        });
    }

    @Override
    public Mono<ResumeToken> position() {
        return store.with(open -> heads(open).map(ResumeToken::new));
    }

    private Flux<ChangeEvent<T>> events(OpenStore<T> open, FeedStart start, Wakeup wakeup) {
        return positions(open, start)
                .flatMapMany(positions -> PagedFlux.of(() -> new FeedReader<>(
                        open,
                        new PartitionPositions(open.model().name(), positions, start instanceof FeedStart.Beginning),
                        wakeup,
                        POLL_INTERVAL)));
    }

    private static Mono<List<Position>> positions(OpenStore<?> open, FeedStart start) {
        int partitions = open.keys().partitioning().count();
        if (start instanceof FeedStart.Now) {
            return heads(open);
        }
        if (start instanceof FeedStart.After after) {
            List<Position> positions = after.token().positions();
            return positions.size() == partitions
                    ? Mono.just(positions)
                    : Mono.error(new InvalidResumeTokenException(
                            "the resume token is of " + positions.size() + " partitions, "
                                    + open.model().name() + " has " + partitions,
                            null));
        }
        return Mono.just(Collections.nCopies(partitions, Position.START));
    }

    private static Mono<List<Position>> heads(OpenStore<?> open) {
        return FeedHeads.read(
                open,
                IntStream.range(0, open.keys().partitioning().count()).boxed().toList());
    }

    private Doorbell doorbell(OpenStore<T> open) {
        return requireNonNull(doorbell.updateAndGet(known ->
                known != null ? known : new Doorbell(connections, open.keys().doorbell())));
    }
}
