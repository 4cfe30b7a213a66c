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
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * Reads one index of all partitions in one order: pages of members by partition, merged by their bytes. For one subscription; not for use by two
 * threads at once.
 *
 * <p><b>Round trips</b> Partitions whose page is used up are refilled together: one round trip for all of them, at most {@value #MAX_PARTITIONS_IN_FLIGHT} at a time.
 * The first pages are small and the later ones grow, so that a short answer costs little and a long one few round trips.
 *
 * <p><b>Memory</b> one page for each partition, and a quarter of one.
 *
 * <p><b>Consistency</b> each page of each partition is read at one moment; all of them together are not. A member that is there throughout is found once.
 */
public final class MemberScan {

    /** Most members of a page of one partition. */
    public static final int MAX_PAGE = 1_000;

    private static final int MIN_PAGE = 16;
    private static final int MAX_PARTITIONS_IN_FLIGHT = 32;
    private static final int FIRST_RANGES_AHEAD = 4;
    private static final int MAX_RANGES_AHEAD = 64;

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
     * @param wanted how many are wanted; fewer may come although more follow
     * @return a publisher of one batch
     */
    public Mono<Batch<Member>> next(int wanted) {
        int page = Math.max(MIN_PAGE, wanted / Math.max(1, partitions.size()) + 2);
        return Mono.defer(() -> fill(page))
                .repeat(() -> partitions.stream().anyMatch(PartitionScan::needsPage))
                .then(Mono.fromSupplier(() -> merge(wanted)));
    }

    /**
     * One round for the partitions that have nothing left, as many as may be under way, and those that soon will not: entities are spread evenly, so pages end one shortly
     * after the other.
     */
    private Mono<Void> fill(int page) {
        if (partitions.stream().noneMatch(PartitionScan::needsPage)) {
            return Mono.empty();
        }
        List<PartitionScan> empty = Stream.concat(
                        partitions.stream().filter(PartitionScan::needsPage),
                        partitions.stream().filter(PartitionScan::runsLow))
                .limit(MAX_PARTITIONS_IN_FLIGHT)
                .toList();
        List<Request<List<byte[]>>> requests = new ArrayList<>();
        empty.forEach(partition -> requests.addAll(partition.nextPages(page)));
        return executor.executeAll(Role.READ, requests)
                .doOnNext(pages -> accept(empty, pages))
                .then();
    }

    private void accept(List<PartitionScan> filled, List<List<byte[]>> pages) {
        int from = 0;
        for (PartitionScan partition : filled) {
            int to = from + partition.asked;
            boolean queued = partition.hasHead();
            partition.accept(pages.subList(from, to));
            from = to;
            if (!queued && partition.hasHead()) {
                heads.add(partition);
            }
        }
    }

    private Batch<Member> merge(int wanted) {
        List<Member> merged = new ArrayList<>(Math.min(wanted, MAX_PAGE));
        while (merged.size() < wanted) {
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
        private int asked;

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

        private boolean runsLow() {
            return hasHead() && range < ranges.size() && page.size() - index <= pageSize / 4;
        }

        private byte[] head() {
            return page.get(index);
        }

        private byte[] take() {
            return page.get(index++);
        }

        /** A page of the current range; of the next ones too, since many short ranges would cost a round trip each. */
        private List<Request<List<byte[]>>> nextPages(int size) {
            pageSize = Math.min(MAX_PAGE, Math.max(size, pageSize * 2));
            asked = Math.min(
                    Math.max(FIRST_RANGES_AHEAD, asked * 2), Math.min(MAX_RANGES_AHEAD, ranges.size() - range));
            List<Request<List<byte[]>>> requests = new ArrayList<>(asked);
            for (int ahead = 0; ahead < asked; ahead++) {
                ByteRange next = ahead == 0 ? rest : ranges.get(range + ahead);
                requests.add(Requests.membersInRange(key, next, direction, pageSize));
            }
            return requests;
        }

        /** Takes the pages up to the first full one, behind which its range goes on. */
        private void accept(List<List<byte[]>> pages) {
            List<byte[]> members = new ArrayList<>(page.subList(index, page.size()));
            for (List<byte[]> next : pages) {
                members.addAll(next);
                if (next.size() == pageSize) {
                    rest = rest.beyond(next.get(next.size() - 1), direction);
                    break;
                }
                range++;
                rest = range < ranges.size() ? ranges.get(range) : rest;
            }
            page = members;
            index = 0;
        }
    }
}
