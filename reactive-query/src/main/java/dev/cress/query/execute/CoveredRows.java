package dev.cress.query.execute;

import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.scan.Member;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Candidates as rows that have nothing but an id, since that a page of an index has them says enough. */
final class CoveredRows implements BatchSource<Row> {

    private static final int LARGEST_BATCH = 1_000;
    private static final byte[] @Nullable [] NOTHING_READ = {};

    private final HitSource hits;
    private final Matching matching;
    private final ResultLimit limit;
    private long emitted;

    CoveredRows(HitSource hits, Matching matching, ResultLimit limit) {
        this.hits = hits;
        this.matching = matching;
        this.limit = limit;
    }

    @Override
    public Mono<Batch<Row>> next(long demand) {
        int wanted = (int) Math.min(Math.min(demand, limit.room(emitted)), LARGEST_BATCH);
        return hits.next(wanted).flatMap(this::proven).map(batch -> {
            List<Row> rows = limit.take(
                    emitted,
                    batch.items().stream()
                            .map(hit -> new Row(hit.located().id(), 0, NOTHING_READ))
                            .toList());
            emitted += rows.size();
            return new Batch<>(rows, batch.last() || limit.reached(emitted));
        });
    }

    /** What no page of an index has is compared with what is stored. */
    private Mono<Batch<Hit>> proven(Batch<Hit> batch) {
        List<Hit> doubtful = batch.items().stream()
                .filter(hit -> hit.origin() == Member.Origin.EVENTS)
                .toList();
        return doubtful.isEmpty()
                ? Mono.just(batch)
                : matching.of(doubtful).map(matching -> {
                    Set<Hit> wrong = new HashSet<>(doubtful);
                    wrong.removeAll(matching);
                    return new Batch<>(
                            batch.items().stream()
                                    .filter(hit -> !wrong.contains(hit))
                                    .toList(),
                            batch.last());
                });
    }

    /** Reads candidates and tells which of them are results. */
    @FunctionalInterface
    interface Matching {
        Mono<List<Hit>> of(List<Hit> hits);
    }
}
