package dev.cress.query.execute;

import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Candidates as rows that have nothing but an id, since that they are candidates says enough. */
final class CoveredRows implements BatchSource<Row> {

    private static final int LARGEST_BATCH = 1_000;
    private static final byte[] @Nullable [] NOTHING_READ = {};

    private final HitSource hits;
    private final ResultLimit limit;
    private long emitted;

    CoveredRows(HitSource hits, ResultLimit limit) {
        this.hits = hits;
        this.limit = limit;
    }

    @Override
    public Mono<Batch<Row>> next(long demand) {
        int wanted = (int) Math.min(Math.min(demand, limit.room(emitted)), LARGEST_BATCH);
        return hits.next(wanted).map(batch -> {
            List<Row> rows = limit.take(
                    emitted,
                    batch.items().stream()
                            .map(hit -> new Row(hit.located().id(), 0, NOTHING_READ))
                            .toList());
            emitted += rows.size();
            return new Batch<>(rows, batch.last() || limit.reached(emitted));
        });
    }
}
