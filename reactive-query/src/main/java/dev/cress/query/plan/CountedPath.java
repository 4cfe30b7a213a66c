package dev.cress.query.plan;

import dev.cress.query.predicate.Predicate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The part of an index that says all that is asked, so that its entries need only be counted. */
final class CountedPath {

    private CountedPath() {}

    static Optional<AccessPath.Ordered> of(QuerySpec spec) {
        List<Predicate> terms = Planner.terms(spec.predicate());
        Stream<AccessPath.Ordered> single = spec.predicate() instanceof Predicate.InRanges term
                ? ValueIndex.of(spec.model(), term).stream()
                : Stream.empty();
        Stream<AccessPath.Ordered> inside = PathIndex.findingOnce(spec.model(), spec.predicate()).stream();
        Stream<AccessPath.Ordered> composite = CompositePath.of(spec.model(), terms).stream()
                .filter(found -> found.served().size() == terms.size())
                .map(CompositePath::path);
        return Stream.concat(Stream.concat(single, inside), composite).findFirst();
    }
}
