package dev.cress.query.execute;

import dev.cress.page.Batch;
import dev.cress.query.predicate.Predicate;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** The candidates of several sources, one source after the other; each remembers what the earlier ones find. */
final class UnionSource implements HitSource {

    private final List<HitSource> sources;
    private final List<Predicate> predicates;
    private int current;

    UnionSource(List<HitSource> sources, List<Predicate> predicates) {
        this.sources = sources;
        this.predicates = predicates;
    }

    @Override
    public Mono<Batch<Hit>> next(int wanted) {
        Hit.Branch branch = new Hit.Branch(predicates.get(current), predicates.subList(0, current));
        return sources.get(current).next(wanted).map(batch -> {
            if (batch.last()) {
                current++;
            }
            return new Batch<>(
                    batch.items().stream().map(hit -> marked(hit, branch)).toList(), current == sources.size());
        });
    }

    private static Hit marked(Hit hit, Hit.Branch branch) {
        List<Hit.Branch> branches = hit.branches().isEmpty()
                ? List.of(branch)
                : Stream.concat(Stream.of(branch), hit.branches().stream()).toList();
        return new Hit(hit.located(), hit.distance(), branches);
    }
}
