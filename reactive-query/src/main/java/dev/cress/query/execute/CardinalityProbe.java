package dev.cress.query.execute;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.entity.OpenStore;
import dev.cress.query.plan.AccessPath;
import dev.cress.query.plan.AccessPaths;
import dev.cress.query.plan.Cardinalities;
import dev.cress.query.plan.PartitionTerm;
import dev.cress.query.plan.QuerySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Asks how large the parts of indexes are that a query might read: one round trip of {@code ZCARD} and {@code ZLEXCOUNT}, on a few partitions and intervals, from which the rest
 * is extrapolated.
 */
final class CardinalityProbe {

    private static final int SAMPLED_PARTITIONS = 4;
    private static final int SAMPLED_INTERVALS = 16;

    private CardinalityProbe() {}

    static Mono<Cardinalities> ask(OpenStore<?> store, QuerySpec spec) {
        AskedPartitions asked = AskedPartitions.of(store, PartitionTerm.of(spec).orElse(null));
        int partitions = Math.min(SAMPLED_PARTITIONS, asked.count());
        List<AccessPath.Ordered> paths = List.copyOf(AccessPaths.of(spec));
        List<Request<Long>> requests = new ArrayList<>();
        for (int p : asked.numbers().subList(0, partitions)) {
            requests.add(Requests.sortedSetSize(store.keys().partition(p).primary()));
            for (AccessPath.Ordered path : paths) {
                byte[] key = store.keys()
                        .partition(p)
                        .index(path.index().form(), path.index().name());
                sampled(path).forEach(range -> requests.add(Requests.countInRange(key, range)));
            }
        }
        return store.executor()
                .executeAll(Role.READ, requests)
                .map(counts -> extrapolate(asked, partitions, paths, counts));
    }

    private static Cardinalities extrapolate(
            AskedPartitions asked, int partitions, List<AccessPath.Ordered> paths, List<Long> counts) {
        double scale = (double) asked.count() / partitions;
        long total = 0;
        Map<AccessPath.Ordered, Double> sums = new HashMap<>();
        int next = 0;
        for (int p = 0; p < partitions; p++) {
            total += counts.get(next++);
            for (AccessPath.Ordered path : paths) {
                int intervals = sampled(path).size();
                for (int i = 0; i < intervals; i++) {
                    double share = (double) path.size() / intervals;
                    sums.merge(path, counts.get(next++) * share, Double::sum);
                }
            }
        }
        Map<AccessPath.Ordered, Long> sizes = new HashMap<>();
        sums.forEach((path, sum) -> sizes.put(path, Math.round(sum * scale)));
        return new Cardinalities(Math.round(total * scale), sizes);
    }

    private static List<ByteRange> sampled(AccessPath.Ordered path) {
        List<ByteRange> ranges = path.bytes();
        return ranges.size() <= SAMPLED_INTERVALS ? ranges : ranges.subList(0, SAMPLED_INTERVALS);
    }
}
