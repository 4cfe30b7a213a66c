package dev.cress.query.execute;

import dev.cress.connection.Direction;
import dev.cress.entity.OpenStore;
import dev.cress.mapping.Property;
import dev.cress.page.Batch;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.predicate.EntryTexts;
import dev.cress.query.predicate.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Known ids as candidates, in order; asks nobody. */
final class IdSource implements HitSource {

    private final List<Hit> hits;
    private int next;

    private IdSource(List<Hit> hits) {
        this.hits = hits;
    }

    /** @param after where the ids begin; null for all */
    static IdSource of(OpenStore<?> store, PlanNode.IdLookup lookup, @Nullable SortPosition after) {
        Comparator<byte[]> order = lookup.direction() == Direction.ASCENDING
                ? Arrays::compareUnsigned
                : (a, b) -> Arrays.compareUnsigned(b, a);
        return new IdSource(lookup.ids().ranges().intervals().stream()
                .map(id -> id(lookup, id))
                .filter(id -> after == null || order.compare(id, after.id()) > 0)
                .sorted(order)
                .map(id -> new Hit(store.locate(id), Double.NaN))
                .toList());
    }

    private static byte[] id(PlanNode.IdLookup lookup, Interval point) {
        Property property = lookup.ids().property();
        byte[] text = Objects.requireNonNull(EntryTexts.of(property, point.entry()));
        return property.codec().encode(property.codec().decode(text)); // the one text of this id
    }

    int partitions() {
        return (int)
                hits.stream().map(hit -> hit.located().partition()).distinct().count();
    }

    @Override
    public Mono<Batch<Hit>> next(int wanted) {
        return Mono.fromSupplier(() -> {
            int from = next;
            next = Math.min(hits.size(), from + wanted);
            return new Batch<>(hits.subList(from, next), next == hits.size());
        });
    }
}
