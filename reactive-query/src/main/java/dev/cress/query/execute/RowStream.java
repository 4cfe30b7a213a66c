package dev.cress.query.execute;

import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import java.util.List;
import reactor.core.publisher.Mono;

/** Rows in the order in which they are found, up to a limit. */
final class RowStream implements BatchSource<Row> {

    private static final int HYDRATION_BATCH = 128;
    private static final int LARGEST_BATCH = 512;

    private final RowReader reader;
    private final ResultLimit limit;
    private long emitted;
    private int candidates;

    RowStream(RowReader reader, ResultLimit limit) {
        this.reader = reader;
        this.limit = limit;
    }

    @Override
    public Mono<Batch<Row>> next(long demand) {
        long room = limit.room(emitted);
        int wanted = (int) Math.max(1, Math.min(Math.min(demand, room), HYDRATION_BATCH));
        candidates = Math.max(wanted, candidates);
        return reader.next(candidates).map(found -> {
            adapt(found, wanted);
            return limited(found.rows());
        });
    }

    /** Where few candidates match, more are looked at in one round trip; as soon as most do, no more than wanted. */
    private void adapt(RowReader.Found found, int wanted) {
        boolean sparse = found.rows().items().size() * 2 < found.candidates();
        candidates = sparse ? Math.min(LARGEST_BATCH, Math.max(16, candidates * 2)) : Math.min(candidates, wanted);
    }

    private Batch<Row> limited(Batch<Row> found) {
        List<Row> rows = limit.take(emitted, found.items());
        emitted += rows.size();
        return new Batch<>(rows, found.last() || limit.reached(emitted));
    }
}
