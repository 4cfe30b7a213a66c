package dev.cress.feed;

import dev.cress.entity.EntityLifecycle;
import dev.cress.mapping.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Builds the entities of events that tell whole ones, as queries build theirs: after reading comes {@code afterLoad}; what cannot be read is reported, and the feed goes on. */
final class EventEntities<T> {

    private final @Nullable EntityLifecycle<T> lifecycle;

    private EventEntities(@Nullable EntityLifecycle<T> lifecycle) {
        this.lifecycle = lifecycle;
    }

    static <T> EventEntities<T> by(EntityLifecycle<T> lifecycle) {
        return new EventEntities<>(lifecycle);
    }

    /** For whoever reads entities himself. */
    static <T> EventEntities<T> none() {
        return new EventEntities<>(null);
    }

    /** The signals with entities, without rows of a snapshot that cannot be read. */
    Mono<List<FeedSignal<T>>> loadAll(List<FeedSignal<T>> signals) {
        EntityLifecycle<T> by = lifecycle;
        if (by == null || signals.stream().noneMatch(EventEntities::tellsEntity)) {
            return Mono.just(signals);
        }
        return Flux.fromIterable(signals)
                .concatMap(
                        signal -> tellsEntity(signal) ? change(by, (FeedSignal.Change<T>) signal) : Mono.just(signal))
                .collectList();
    }

    Mono<ChangeEvent<T>> load(ChangeEvent<T> event) {
        EntityLifecycle<T> by = lifecycle;
        return by == null || !tellsEntity(event) ? Mono.just(event) : load(by, event);
    }

    private static boolean tellsEntity(FeedSignal<?> signal) {
        return signal instanceof FeedSignal.Change<?> change && tellsEntity(change.event());
    }

    private static boolean tellsEntity(ChangeEvent<?> event) {
        return lacksEntity(event.before()) || lacksEntity(event.after());
    }

    private static boolean lacksEntity(EventValues<?> values) {
        return values.row() != null && values.entity().isEmpty();
    }

    private static <T> Mono<FeedSignal<T>> change(EntityLifecycle<T> by, FeedSignal.Change<T> change) {
        return load(by, change.event())
                .filter(event -> event.operation() != Operation.READ
                        || event.after().entity().isPresent())
                .map(FeedSignal.Change::new);
    }

    private static <T> Mono<ChangeEvent<T>> load(EntityLifecycle<T> by, ChangeEvent<T> event) {
        List<Row> rows = new ArrayList<>(2);
        Row before = event.before().row();
        Row after = event.after().row();
        if (before != null) {
            rows.add(before);
        }
        if (after != null) {
            rows.add(after);
        }
        return by.loadEach(rows).map(entities -> {
            ChangeEvent<T> loaded = event;
            T first = before == null ? null : entities.get(0).orElse(null);
            T last = after == null ? null : entities.get(rows.size() - 1).orElse(null);
            loaded = first == null ? loaded : loaded.withBefore(event.before().withEntity(first));
            return last == null ? loaded : loaded.withAfter(event.after().withEntity(last));
        });
    }
}
