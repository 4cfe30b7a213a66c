package dev.cress.scan;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.page.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads one index of all partitions in one order: pages of members by partition, merged by their bytes. For one subscription; not for use by two
 * threads at once.
 *
 * <p><b>Round trips</b> Partitions whose page is used up are refilled together: one round trip for all of them, at most {@value #MAX_PARTITIONS_IN_FLIGHT} at a time.
 * The first pages are small and the later ones grow, so that a short answer costs little and a long one few round trips.
 *
 * <p><b>Memory</b> one page for each partition.
 *
 * <p><b>Consistency</b> each page of each partition is read at one moment; all of them together are not. A member that is there throughout is found once.
 */
public final class MemberScan {

    /** Most members of a page of one partition. */
    public static final int MAX_PAGE = 1_000;

    private static final int MIN_PAGE = 16;
    private static final int MAX_PARTITIONS_IN_FLIGHT = 32;

    private final RedisExecutor executor;
    private final List<PartitionScan> partitions = new ArrayList<>();
    private final PriorityQueue<PartitionScan> heads;

    /**
     * A scan.
     *
     * @param executor sends the pages
     * @param keys the index's key in each partition
     * @param ranges what to read: disjoint, ascending
     * @param direction which end comes first
     */
    public MemberScan(RedisExecutor executor, List<byte[]> keys, List<ByteRange> ranges, Direction direction) {
        this.executor = executor;
        List<ByteRange> ordered = new ArrayList<>(ranges);
        if (direction == Direction.DESCENDING) {
            Collections.reverse(ordered);
        }
        for (int p = 0; p < keys.size(); p++) {
            partitions.add(new PartitionScan(p, keys.get(p), ordered, direction));
        }
        Comparator<PartitionScan> ascending = (a, b) -> Arrays.compareUnsigned(a.head(), b.head());
        this.heads = new PriorityQueue<>(
                Math.max(1, keys.size()), direction == Direction.ASCENDING ? ascending : ascending.reversed());
    }

    /**
     * Fetches the next members.
     *
     * @param wanted how many are wanted; fewer, or none, may come although more follow
     * @return a publisher of one batch
     */
    public Mono<Batch<Member>> next(int wanted) {
        List<PartitionScan> empty =
                partitions.stream().filter(PartitionScan::needsPage).toList();
        if (empty.isEmpty()) {
            return Mono.just(merge(wanted));
        }
        int page = Math.max(MIN_PAGE, wanted / partitions.size() + 2);
        return Flux.fromIterable(chunks(empty))
                .concatMap(chunk -> fill(chunk, page), 0)
                .then(Mono.fromSupplier(() -> merge(wanted)));
    }

    private Mono<Void> fill(List<PartitionScan> chunk, int page) {
        List<Request<List<byte[]>>> requests =
                chunk.stream().map(partition -> partition.nextPage(page)).toList();
        return executor.executeAll(Role.READ, requests)
                .doOnNext(pages -> {
                    for (int i = 0; i < pages.size(); i++) {
                        PartitionScan partition = chunk.get(i);
                        partition.accept(pages.get(i));
                        if (partition.hasHead()) {
                            heads.add(partition);
                        }
                    }
                })
                .then();
    }

    private Batch<Member> merge(int wanted) {
        List<Member> merged = new ArrayList<>(Math.min(wanted, MAX_PAGE));
        boolean complete = partitions.stream().noneMatch(PartitionScan::needsPage); // else the least may be missing
        while (complete && merged.size() < wanted) {
            PartitionScan first = heads.poll();
            if (first == null) {
                break;
            }
            merged.add(new Member(first.partition, first.take()));
            if (first.hasHead()) {
                heads.add(first);
            } else if (first.needsPage()) {
                break;
            }
        }
        return new Batch<>(merged, heads.isEmpty() && partitions.stream().noneMatch(PartitionScan::needsPage));
    }

    private static List<List<PartitionScan>> chunks(List<PartitionScan> scans) {
        List<List<PartitionScan>> chunks = new ArrayList<>();
        for (int from = 0; from < scans.size(); from += MAX_PARTITIONS_IN_FLIGHT) {
            chunks.add(scans.subList(from, Math.min(scans.size(), from + MAX_PARTITIONS_IN_FLIGHT)));
        }
        return chunks;
    }

    /** The state of one partition: the rest of its ranges, and what of its last page is not used up. */
    private static final class PartitionScan {

        private final int partition;
        private final byte[] key;
        private final List<ByteRange> ranges;
        private final Direction direction;
        private int range;
        private ByteRange rest;
        private List<byte[]> page = List.of();
        private int index;
        private int pageSize;

        private PartitionScan(int partition, byte[] key, List<ByteRange> ranges, Direction direction) {
            this.partition = partition;
            this.key = key;
            this.ranges = ranges;
            this.direction = direction;
            this.rest = ranges.isEmpty() ? ByteRange.ALL : ranges.get(0);
        }

        private boolean hasHead() {
            return index < page.size();
        }

        private boolean needsPage() {
            return !hasHead() && range < ranges.size();
        }

        private byte[] head() {
            return page.get(index);
        }

        private byte[] take() {
            return page.get(index++);
        }

        private Request<List<byte[]>> nextPage(int size) {
            pageSize = Math.min(MAX_PAGE, Math.max(size, pageSize * 2));
            return Requests.membersInRange(key, rest, direction, pageSize);
        }

        private void accept(List<byte[]> next) {
            page = next;
            index = 0;
            if (next.size() < pageSize) {
                range++;
                rest = range < ranges.size() ? ranges.get(range) : rest;
            } else {
                rest = rest.beyond(next.get(next.size() - 1), direction);
            }
        }
    }
}
