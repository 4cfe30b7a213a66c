package dev.cress.scan;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.page.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
 * <p><b>Consistency</b> each page of each partition is read at one moment; all of them together are not. A member that is there throughout is found once; and with a {@link ScanWatch} an
 * entity that always has a member among the ranges, not always the same. What has come behind the place that the scan has reached is given late, out of order if it has to be. That costs nothing while
 * nothing is written, and otherwise a round trip for up to 1,000 events of each partition.
 *
 * <p><b>Failure</b> a watched scan ends in {@link ScanOvertakenException} when the events that it needs are gone.
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
        this(executor, keys, ranges, direction, null);
    }

    /**
     * A scan that finds once what is among the ranges throughout, although it moves.
     *
     * @param executor sends the pages
     * @param keys the index's key in each partition
     * @param ranges what to read: disjoint, ascending
     * @param direction which end comes first
     * @param watch how it learns what moves; null where nothing does
     */
    public MemberScan(
            RedisExecutor executor,
            List<byte[]> keys,
            List<ByteRange> ranges,
            Direction direction,
            @Nullable ScanWatch watch) {
        this.executor = executor;
        List<ByteRange> ordered = new ArrayList<>(ranges);
        if (direction == Direction.DESCENDING) {
            Collections.reverse(ordered);
        }
        for (int p = 0; p < keys.size(); p++) {
            partitions.add(new PartitionScan(
                    p, keys.get(p), ordered, direction, watch == null ? null : new PartitionWatch(watch, p)));
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
        List<Request<PartitionScan.Reply>> requests = new ArrayList<>();
        List<Integer> ends = new ArrayList<>(empty.size());
        AtomicInteger arrivals = new AtomicInteger();
        for (PartitionScan partition : empty) {
            requests.addAll(partition.nextPages(page, MAX_PAGE, arrivals::getAndIncrement));
            ends.add(requests.size());
        }
        return executor.executeAll(Role.READ, requests)
                .doOnNext(replies -> accept(empty, ends, replies))
                .then(Mono.defer(() -> readEvents(empty))
                        .repeat(() -> empty.stream().anyMatch(PartitionScan::needsEvents))
                        .then())
                .then(Mono.fromRunnable(() -> settle(empty)));
    }

    private void accept(List<PartitionScan> filled, List<Integer> ends, List<PartitionScan.Reply> replies) {
        heads.removeAll(filled);
        for (int i = 0; i < filled.size(); i++) {
            filled.get(i).accept(replies.subList(i == 0 ? 0 : ends.get(i - 1), ends.get(i)));
        }
    }

    /** What was written while pages were read: a page of events for each partition that has some, all in one round trip. */
    private Mono<Void> readEvents(List<PartitionScan> filled) {
        List<PartitionScan> changed =
                filled.stream().filter(PartitionScan::needsEvents).toList();
        if (changed.isEmpty()) {
            return Mono.empty();
        }
        return executor.executeAll(
                        Role.READ,
                        changed.stream().map(PartitionScan::nextEvents).toList())
                .doOnNext(events -> {
                    for (int i = 0; i < changed.size(); i++) {
                        changed.get(i).acceptEvents(events.get(i));
                    }
                })
                .then();
    }

    private void settle(List<PartitionScan> filled) {
        filled.forEach(PartitionScan::settle);
        filled.stream().filter(PartitionScan::hasHead).forEach(heads::add);
    }

    private Batch<Member> merge(int wanted) {
        List<Member> merged = new ArrayList<>(Math.min(wanted, MAX_PAGE));
        while (merged.size() < wanted) {
            PartitionScan first = heads.poll();
            if (first == null) {
                break;
            }
            merged.add(first.take());
            if (first.hasHead()) {
                heads.add(first);
            } else if (first.needsPage()) {
                break;
            }
        }
        return new Batch<>(merged, heads.isEmpty() && partitions.stream().noneMatch(PartitionScan::needsPage));
    }
}
