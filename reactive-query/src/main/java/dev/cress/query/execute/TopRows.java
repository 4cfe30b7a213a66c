package dev.cress.query.execute;

import dev.cress.error.StoredDataException;
import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.query.plan.SortOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The first rows in an order by what is stored when they are read, whatever the order of the candidates: keeps the best. Memory is the limit, or the cap, in rows. Candidates that come in an
 * order that tells it are read only as far as they can still be among the first.
 *
 * <p><b>Consistency</b> A row that has moved ahead since an index was read counts at its new place: candidates are read up to there before it is among the first. So of what does not move
 * nothing lies between the rows that is not among them, and whoever goes on behind the last of them misses nothing.
 */
final class TopRows implements BatchSource<Row> {

    private final RowReader reader;
    private final SortOrder order;
    private final CandidateOrder candidates;
    private final ResultLimit limit;
    private final @Nullable SortPosition after;
    private final BatchSize size = new BatchSize();
    private final TreeMap<SortPosition, Row> kept;
    private boolean complete;

    /**
     * @param order the order of the rows
     * @param candidates the order of the candidates
     * @param after behind which place the first row is; null for the beginning
     */
    TopRows(
            RowReader reader,
            SortOrder order,
            CandidateOrder candidates,
            ResultLimit limit,
            @Nullable SortPosition after) {
        this.reader = reader;
        this.order = order;
        this.candidates = candidates;
        this.limit = limit;
        this.after = after;
        this.kept = new TreeMap<>(SortPosition.comparator(order));
    }

    @Override
    public Mono<Batch<Row>> next(long demand) {
        return Mono.defer(() -> reader.next(size.next(candidates.batch(limit.room(kept.size())))))
                .flatMap(found -> reader.leaveOut(rank(found)))
                .repeat(() -> !complete)
                .then(Mono.fromSupplier(() -> new Batch<>(List.copyOf(kept.values()), true)));
    }

    private List<RowReader.LeftOut> rank(RowReader.Found found) {
        size.adapt(found);
        List<RowReader.LeftOut> left = new ArrayList<>(0);
        for (Row row : found.rows().items()) {
            try {
                rank(row);
            } catch (StoredDataException e) {
                left.add(new RowReader.LeftOut(row, e));
            }
        }
        complete = found.rows().last() || nothingBetterFollows(found.last());
        return left;
    }

    private void rank(Row row) {
        SortPosition position = SortPosition.of(order, row);
        if (after == null || kept.comparator().compare(position, after) > 0) {
            keep(position, row);
        }
    }

    private void keep(SortPosition position, Row row) {
        kept.put(position, row);
        if (limit.limit().isPresent() && kept.size() > limit.limit().getAsLong()) {
            kept.pollLastEntry();
        } else if (limit.limit().isEmpty()
                && limit.cap().isPresent()
                && kept.size() > limit.cap().getAsLong()) {
            throw limit.exceeded();
        }
    }

    private boolean nothingBetterFollows(@Nullable Hit last) {
        return last != null
                && !kept.isEmpty()
                && limit.reached(kept.size())
                && candidates.hasPassed(kept.lastKey(), last);
    }
}
