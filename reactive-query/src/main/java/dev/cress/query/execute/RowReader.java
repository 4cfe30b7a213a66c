package dev.cress.query.execute;

import dev.cress.entity.EntityLifecycle;
import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.Property;
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
    private final List<Property> properties;
    private final Verified verified;
    private final GivenIds given = new GivenIds(GivenIds.MAX_IDS);

    /**
     * @param lifecycle is told of rows that cannot be read
     * @param properties what to read: at least what the predicate looks at
     * @param verified is told of each batch
     */
    RowReader(
            OpenStore<?> store,
            EntityLifecycle<?> lifecycle,
            HitSource hits,
            Predicate predicate,
            List<Property> properties,
            Verified verified) {
        this.store = store;
        this.lifecycle = lifecycle;
        this.hits = hits;
        this.predicate = predicate;
        this.properties = properties;
        this.verified = verified;
    }

    /**
     * Reads on.
     *
     * @param candidates how many candidates to look at
     * @return the rows of those that match, with the last candidate
     */
    Mono<Found> next(int candidates) {
        return hits.next(candidates).map(this::withoutGiven).flatMap(batch -> {
            List<Located> located = batch.items().stream().map(Hit::located).toList();
            return store.read(located, properties).flatMap(rows -> {
                List<LeftOut> left = new ArrayList<>(0);
                Found found = found(batch, rows, left);
                return leaveOut(left).thenReturn(found);
            });
        });
    }

    private Batch<Hit> withoutGiven(Batch<Hit> batch) {
        return batch.items().stream().anyMatch(given::has)
                ? new Batch<>(
                        batch.items().stream().filter(hit -> !given.has(hit)).toList(), batch.last())
                : batch;
    }

    private Found found(Batch<Hit> batch, List<@Nullable Row> rows, List<LeftOut> left) {
        List<Row> matching = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row != null && matches(row, batch.items().get(i), left)) {
                matching.add(row);
            }
        }
        verified.batch(rows.size(), matching.size());
        int last = batch.items().size() - 1;
        Hit furthest = last < 0 ? null : batch.items().get(last);
        return new Found(new Batch<>(matching, batch.last()), batch.items().size(), furthest);
    }

    private boolean matches(Row row, Hit hit, List<LeftOut> left) {
        try {
            return RowTest.matches(predicate, row) && given.add(hit);
        } catch (StoredDataException e) {
            left.add(new LeftOut(row, e));
            return false;
        }
    }

    /** Goes on without rows that cannot be read. Of a row that was read in part the whole is read first: 1 round trip, which says all that is wrong with it. */
    Mono<Void> leaveOut(List<LeftOut> left) {
        if (left.isEmpty()) {
            return Mono.empty();
        }
        if (properties.size() == store.model().properties().size()) {
            return Mono.fromRunnable(() -> left.forEach(one -> lifecycle.leaveOut(one.row(), one.cause())));
        }
        List<Located> located =
                left.stream().map(one -> store.locate(one.row().id())).toList();
        return store.read(located).doOnNext(rows -> report(rows, left)).then();
    }

    private void report(List<@Nullable Row> rows, List<LeftOut> left) {
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row != null) {
                lifecycle.leaveOut(row, left.get(i).cause());
            }
        }
    }

    /**
     * @param row what is stored, maybe in part
     * @param cause why it cannot be read
     */
    record LeftOut(Row row, StoredDataException cause) {}

    /** Is told how many candidates turned out to be results. */
    @FunctionalInterface
    interface Verified {
        void batch(int candidates, int results);

        default Verified and(Verified other) {
            return (candidates, results) -> {
                batch(candidates, results);
                other.batch(candidates, results);
            };
        }
    }

    /**
     * @param rows what matches
     * @param candidates how many were looked at
     * @param last the last candidate; null when there is none
     */
    record Found(Batch<Row> rows, int candidates, @Nullable Hit last) {}
}
