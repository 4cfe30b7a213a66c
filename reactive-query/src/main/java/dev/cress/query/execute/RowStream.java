package dev.cress.query.execute;

import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import java.util.List;
import reactor.core.publisher.Mono;

/** Rows in the order in which they are found, up to a limit. */
final class RowStream implements BatchSource<Row> {

    private static final int HYDRATION_BATCH = 128;

    private final RowReader reader;
    private final ResultLimit limit;
    private final BatchSize size = new BatchSize();
    private long emitted;

    RowStream(RowReader reader, ResultLimit limit) {
        this.reader = reader;
        this.limit = limit;
    }

    @Override
    public Mono<Batch<Row>> next(long demand) {
        long room = limit.room(emitted);
        int wanted = (int) Math.max(1, Math.min(Math.min(demand, room), HYDRATION_BATCH));
        return reader.next(size.next(wanted)).map(found -> {
            size.adapt(found);
            return limited(found.rows());
        });
    }

    private Batch<Row> limited(Batch<Row> found) {
        List<Row> rows = limit.take(emitted, found.items());
        emitted += rows.size();
        return new Batch<>(rows, found.last() || limit.reached(emitted));
    }
}
