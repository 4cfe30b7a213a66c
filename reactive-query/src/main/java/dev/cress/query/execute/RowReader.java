package dev.cress.query.execute;

import dev.cress.entity.EntityLifecycle;
import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RowTest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads the rows of candidates and keeps those that really are what was asked for, at the moment of reading. */
final class RowReader {

    private final OpenStore<?> store;
    private final EntityLifecycle<?> lifecycle;
    private final HitSource hits;
    private final Predicate predicate;

    RowReader(OpenStore<?> store, EntityLifecycle<?> lifecycle, HitSource hits, Predicate predicate) {
        this.store = store;
        this.lifecycle = lifecycle;
        this.hits = hits;
        this.predicate = predicate;
    }

    /**
     * Reads on.
     *
     * @param candidates how many candidates to look at
     * @return the rows of those that match, with the last candidate's distance
     */
    Mono<Found> next(int candidates) {
        return hits.next(candidates).flatMap(batch -> {
            List<Located> located = batch.items().stream().map(Hit::located).toList();
            return store.read(located).map(rows -> found(batch, rows));
        });
    }

    private Found found(Batch<Hit> batch, List<@Nullable Row> rows) {
        List<Row> matching = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row != null && matches(row, batch.items().get(i))) {
                matching.add(row);
            }
        }
        int last = batch.items().size() - 1;
        double distance = last < 0 ? Double.NaN : batch.items().get(last).distance();
        return new Found(new Batch<>(matching, batch.last()), batch.items().size(), distance);
    }

    private boolean matches(Row row, Hit hit) {
        try {
            return RowTest.matches(predicate, row) && hit.branches().stream().allMatch(branch -> branch.gives(row));
        } catch (StoredDataException e) {
            leaveOut(row, e);
            return false;
        }
    }

    /** Goes on without a row that cannot be read. */
    void leaveOut(Row row, StoredDataException cause) {
        lifecycle.leaveOut(row, cause);
    }

    /**
     * @param rows what matches
     * @param candidates how many were looked at
     * @param distance of the last candidate, by the index; NaN when there is none
     */
    record Found(Batch<Row> rows, int candidates, double distance) {}
}
