package dev.cress.query.execute;

import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RowTest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads the rows of candidates and keeps those that really are what was asked for, at the moment of reading. */
final class RowReader {

    private final OpenStore<?> store;
    private final HitSource hits;
    private final Predicate predicate;
    private final List<Property> properties;
    private final Verified verified;

    /**
     * @param properties what to read: at least what the predicate looks at
     * @param verified is told of each batch
     */
    RowReader(OpenStore<?> store, HitSource hits, Predicate predicate, List<Property> properties, Verified verified) {
        this.store = store;
        this.hits = hits;
        this.predicate = predicate;
        this.properties = properties;
        this.verified = verified;
    }

    /** Tells the meter which step compares candidates with what is stored. */
    static Verified meter(PlanMeter meter, PlanNode input) {
        PlanNode node = input instanceof PlanNode.Sort sort ? sort.input() : input;
        return meter.verified(node);
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
            return store.read(located, properties).map(rows -> found(batch, rows));
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
        verified.batch(rows.size(), matching.size());
        int last = batch.items().size() - 1;
        double distance = last < 0 ? Double.NaN : batch.items().get(last).distance();
        return new Found(new Batch<>(matching, batch.last()), batch.items().size(), distance);
    }

    private boolean matches(Row row, Hit hit) {
        return RowTest.matches(predicate, row) && hit.branches().stream().allMatch(branch -> branch.gives(row));
    }

    /** Is told how many candidates turned out to be results. */
    @FunctionalInterface
    interface Verified {
        void batch(int candidates, int results);
    }

    /**
     * @param rows what matches
     * @param candidates how many were looked at
     * @param distance of the last candidate, by the index; NaN when there is none
     */
    record Found(Batch<Row> rows, int candidates, double distance) {}
}
