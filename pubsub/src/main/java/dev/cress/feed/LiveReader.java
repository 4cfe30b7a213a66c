package dev.cress.feed;

import dev.cress.entity.EntityLifecycle;
import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.query.execute.Deadline;
import dev.cress.query.execute.QueryExecutor;
import dev.cress.query.execute.QueryMeters;
import dev.cress.query.execute.ResultLimitExceededException;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.predicate.RowTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the result of a query by the feed. For one subscription.
 *
 * <p><b>Consistency</b> The place in the feed is taken before the query is run. What an event names is read as it is now, so a state between two events may never show, and the last one always does.
 * What the query missed because it was changed while it ran is named by an event after the place.
 */
final class LiveReader<T> implements BatchSource<LiveSignal<T>> {

    private final OpenStore<T> store;
    private final EntityLifecycle<T> lifecycle;
    private final QuerySpec spec;
    private final long cap;
    private final FeedReader<T> feed;
    private final LiveWindow<T> window;
    private boolean ready;

    /**
     * @param lifecycle builds entities, and is told of rows that cannot be read
     * @param cap most results that are kept of a query without a limit
     * @param feed from a place that was taken before, going on after losses
     */
    LiveReader(OpenStore<T> store, EntityLifecycle<T> lifecycle, QuerySpec spec, long cap, FeedReader<T> feed) {
        this.store = store;
        this.lifecycle = lifecycle;
        this.spec = spec;
        this.cap = cap;
        this.feed = feed;
        this.window = new LiveWindow<>(
                spec, (int) Math.min(Integer.MAX_VALUE, spec.limit().orElse(Integer.MAX_VALUE)));
    }

    @Override
    public Mono<Batch<LiveSignal<T>>> next(long demand) {
        if (!ready) {
            return query().map(rows -> {
                ready = true;
                window.takeAll(rows.loaded(), rows.found());
                return batch(List.of(new LiveSignal.Ready<>(window.result())));
            });
        }
        return feed.next(FeedReader.PAGE).flatMap(page -> changes(page.items())).map(this::batch);
    }

    private Mono<List<LiveSignal<T>>> changes(List<FeedSignal<T>> signals) {
        Set<String> touched = new LinkedHashSet<>();
        for (FeedSignal<T> signal : signals) {
            if (signal instanceof FeedSignal.Gap<T> || signal instanceof FeedSignal.Rewound<T>) {
                return refill();
            }
            if (signal instanceof FeedSignal.Change<T> change) {
                if (window.isPutInDoubtBy(id(change.event()), change.event().version())) {
                    return refill();
                }
                if (matters(change.event())) {
                    touched.add(change.event().id());
                }
            }
        }
        if (touched.isEmpty()) {
            return Mono.just(List.of());
        }
        List<Located> located = touched.stream()
                .map(id -> store.locate(id.getBytes(StandardCharsets.UTF_8)))
                .toList();
        return store.read(located).flatMap(rows -> loaded(matching(rows))).flatMap(matching -> take(located, matching));
    }

    private boolean matters(ChangeEvent<T> event) {
        if (window.contains(id(event))) {
            return true;
        }
        return switch (event.operation()) {
            case DELETED, EXPIRED -> false;
            case CREATED, UPDATED, READ -> EventTest.canMatch(spec.predicate(), store.model(), event.after());
        };
    }

    private static byte[] id(ChangeEvent<?> event) {
        return event.id().getBytes(StandardCharsets.UTF_8);
    }

    private List<Row> matching(List<? extends @Nullable Row> rows) {
        List<Row> matching = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (row != null && matches(row)) {
                matching.add(row);
            }
        }
        return matching;
    }

    /** Where a condition or the order meets what cannot be read, so does the query. */
    private boolean matches(Row row) {
        try {
            if (!RowTest.matches(spec.predicate(), row)) {
                return false;
            }
            window.place(row);
            return true;
        } catch (StoredDataException e) {
            lifecycle.leaveOut(row, e);
            return false;
        }
    }

    private Mono<List<LiveWindow.Loaded<T>>> loaded(List<Row> rows) {
        List<Row> fresh = rows.stream().filter(row -> window.known(row) == null).toList();
        return lifecycle.loadEach(fresh).map(entities -> {
            List<LiveWindow.Loaded<T>> loaded = new ArrayList<>(rows.size());
            Iterator<Optional<T>> next = entities.iterator();
            for (Row row : rows) {
                LiveWindow.Loaded<T> known = window.known(row);
                loaded.add(
                        known != null
                                ? known
                                : new LiveWindow.Loaded<>(row, next.next().orElse(null)));
            }
            return loaded;
        });
    }

    private Mono<List<LiveSignal<T>>> take(List<Located> located, List<LiveWindow.Loaded<T>> matching) {
        List<LiveSignal<T>> signals =
                window.take(located.stream().map(Located::id).toList(), matching);
        if (signals == null) {
            return refill();
        }
        if (spec.limit().isEmpty() && window.size() > cap) {
            return Mono.error(new ResultLimitExceededException(
                    "a live query of " + store.model().name() + " has more than " + cap
                            + " results; narrow it, or give it an order and a limit",
                    null));
        }
        return Mono.just(signals);
    }

    private Mono<List<LiveSignal<T>>> refill() {
        return query().map(rows -> window.takeAll(rows.loaded(), rows.found()));
    }

    private Mono<Result<T>> query() {
        return rows().collectList()
                .flatMap(rows -> loaded(matching(rows)).map(loaded -> new Result<>(loaded, rows.size())));
    }

    private record Result<T>(List<LiveWindow.Loaded<T>> loaded, int found) {}

    private Flux<Row> rows() {
        return new QueryExecutor(store, lifecycle, Deadline.after(null), QueryMeters.NONE)
                .rows(spec, OptionalLong.of(cap));
    }

    private Batch<LiveSignal<T>> batch(List<LiveSignal<T>> signals) {
        return new Batch<>(new ArrayList<>(signals), false);
    }
}
