package dev.cress.query.execute;

import dev.cress.page.Batch;
import java.util.List;
import reactor.core.publisher.Mono;

/** The candidates of several sources, one source after the other. What all but the last find may come once more. */
final class UnionSource implements HitSource {

    private final List<HitSource> sources;
    private int current;

    UnionSource(List<HitSource> sources) {
        this.sources = sources;
    }

    @Override
    public Mono<Batch<Hit>> next(int wanted) {
        boolean last = current == sources.size() - 1;
        return sources.get(current).next(wanted).map(batch -> {
            if (batch.last()) {
                current++;
            }
            List<Hit> hits = last
                    ? batch.items()
                    : batch.items().stream().map(Hit::repeatable).toList();
            return new Batch<>(hits, last && batch.last());
        });
    }
}
