package dev.cress.query.execute;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.entity.OpenStore;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.script.entry.Entries;
import dev.cress.script.query.CountsScript;
import dev.cress.script.query.EntryCount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The values of a part of an ordered index with their numbers, least first: partial counts of the partitions, merged. For one subscription.
 *
 * <p><b>Round trips</b> one for all partitions whose values are used up, at most {@value #MAX_PARTITIONS_IN_FLIGHT} at a time, each of which answers up to {@value #MAX_VALUES} values.
 */
final class ValueScan implements BatchSource<EntryCount> {

    private static final int MAX_VALUES = 100;
    private static final int MAX_PARTS = 100;
    private static final int MAX_PARTITIONS_IN_FLIGHT = 32;

    private final OpenStore<?> store;
    private final List<PartitionValues> partitions;

    ValueScan(OpenStore<?> store, IndexPart part) {
        this.store = store;
        this.partitions = part.keys(store).stream()
                .map(key -> new PartitionValues(key, part.bytes()))
                .toList();
    }

    @Override
    public Mono<Batch<EntryCount>> next(long demand) {
        return Mono.defer(this::fill)
                .repeat(() -> partitions.stream().anyMatch(PartitionValues::needsPage))
                .then(Mono.fromSupplier(this::merge));
    }

    private Mono<Void> fill() {
        List<PartitionValues> empty = partitions.stream()
                .filter(PartitionValues::needsPage)
                .limit(MAX_PARTITIONS_IN_FLIGHT)
                .toList();
        List<Request<List<EntryCount>>> requests =
                empty.stream().map(PartitionValues::nextPage).toList();
        return store.executor()
                .executeAll(Role.READ, requests)
                .doOnNext(pages -> {
                    for (int i = 0; i < pages.size(); i++) {
                        empty.get(i).accept(pages.get(i));
                    }
                })
                .then();
    }

    /** As long as each partition has a value or no more of them, the least is known. */
    private Batch<EntryCount> merge() {
        List<EntryCount> merged = new ArrayList<>();
        while (partitions.stream().noneMatch(PartitionValues::needsPage)) {
            byte[] least = partitions.stream()
                    .filter(partition -> !partition.page.isEmpty())
                    .map(partition -> partition.page.element().entry())
                    .min(Comparator.nullsLast(Arrays::compareUnsigned))
                    .orElse(null);
            if (least == null) {
                return new Batch<>(merged, true);
            }
            long count = partitions.stream()
                    .mapToLong(partition -> partition.take(least))
                    .sum();
            merged.add(new EntryCount(least, count));
        }
        return new Batch<>(merged, false);
    }

    private static final class PartitionValues {

        private final byte[] key;
        private List<ByteRange> rest;
        private final Deque<EntryCount> page = new ArrayDeque<>();

        private PartitionValues(byte[] key, List<ByteRange> ranges) {
            this.key = key;
            this.rest = ranges;
        }

        private boolean needsPage() {
            return page.isEmpty() && !rest.isEmpty();
        }

        private Request<List<EntryCount>> nextPage() {
            CountsScript parts = CountsScript.most(MAX_VALUES);
            rest.stream().limit(MAX_PARTS).forEach(range -> parts.part(range.lower(), range.upper()));
            return Requests.script(CountsScript.SCRIPT, List.of(key), parts.arguments());
        }

        private void accept(List<EntryCount> values) {
            page.addAll(values);
            if (values.size() < MAX_VALUES) {
                rest = rest.subList(Math.min(MAX_PARTS, rest.size()), rest.size());
                return;
            }
            byte[] seen = Entries.after(values.get(values.size() - 1).entry());
            rest = rest.stream()
                    .map(range ->
                            Arrays.compareUnsigned(seen, range.lower()) > 0 ? ByteRange.of(seen, range.upper()) : range)
                    .filter(range -> !range.isEmpty())
                    .toList();
        }

        private long take(byte[] entry) {
            return !page.isEmpty() && Arrays.equals(page.element().entry(), entry)
                    ? page.remove().count()
                    : 0;
        }
    }
}
