package dev.cress.query.execute;

import dev.cress.entity.OpenStore;
import dev.cress.key.PartitionKeys;
import dev.cress.query.predicate.EntryTexts;
import dev.cress.query.predicate.Predicate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The partitions in which results may be.
 *
 * @param store where the entities are
 * @param numbers their numbers, ascending
 */
record AskedPartitions(OpenStore<?> store, List<Integer> numbers) {

    /** @param term single values of the property that chooses partitions; null when nothing is known of it */
    static AskedPartitions of(OpenStore<?> store, Predicate.@Nullable InRanges term) {
        if (term == null) {
            int count = store.keys().partitioning().count();
            return new AskedPartitions(store, IntStream.range(0, count).boxed().toList());
        }
        return new AskedPartitions(
                store,
                term.ranges().intervals().stream()
                        .map(point -> Objects.requireNonNull(EntryTexts.of(term.property(), point.entry())))
                        .map(text -> term.property()
                                .codec()
                                .encode(term.property().codec().decode(text)))
                        .map(store.keys().partitioning()::ofPart)
                        .distinct()
                        .sorted()
                        .toList());
    }

    int count() {
        return numbers.size();
    }

    List<byte[]> keys(Function<PartitionKeys, byte[]> key) {
        return numbers.stream()
                .map(number -> key.apply(store.keys().partition(number)))
                .toList();
    }
}
