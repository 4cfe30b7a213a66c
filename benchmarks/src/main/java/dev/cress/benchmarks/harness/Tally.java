package dev.cress.benchmarks.harness;

import dev.cress.benchmarks.model.Restaurant;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** What each operation of a work has found, in two numbers: contestants that did the same have the same. */
final class Tally {

    private final int operations;
    private final AtomicLongArray counts;
    private final AtomicLongArray checksums;

    /** @param operations how many find something */
    Tally(int operations) {
        this.operations = operations;
        this.counts = new AtomicLongArray(operations);
        this.checksums = new AtomicLongArray(operations);
    }

    /** @param operation which one has found it, from 0 */
    void add(int operation, Restaurant restaurant) {
        counts.incrementAndGet(operation);
        checksums.addAndGet(operation, checksum(restaurant));
    }

    private static long checksum(Restaurant restaurant) {
        return (restaurant.id().hashCode() & 0xffff)
                + 31L * restaurant.price()
                + restaurant.description().length()
                + restaurant.tags().size();
    }

    int operations() {
        return operations;
    }

    long count() {
        return sum(counts, operations);
    }

    /**
     * Whether the operations that both have done found the same.
     *
     * @param share by how much the sums may differ, which positions on the edge of a circle ask for: a geo index rounds them, and not everyone looks again
     */
    boolean agreesWith(Tally other, double share) {
        int both = Math.min(operations, other.operations);
        return agree(sum(counts, both), sum(other.counts, both), share)
                && agree(sum(checksums, both), sum(other.checksums, both), share);
    }

    private static boolean agree(long one, long other, double share) {
        return Math.abs(one - other) <= share * Math.abs((double) one);
    }

    private static long sum(AtomicLongArray values, int operations) {
        return IntStream.range(0, operations).mapToLong(values::get).sum();
    }

    @Override
    public String toString() {
        return count() + " restaurants by " + operations + " operations, checksum " + sum(checksums, operations);
    }
}
