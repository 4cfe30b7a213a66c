package dev.cress.benchmarks.harness;

import dev.cress.benchmarks.model.Restaurant;
import java.util.concurrent.atomic.LongAdder;

/** What was found, in two numbers: contestants that did the same work have the same. */
final class Tally {

    private final LongAdder count = new LongAdder();
    private final LongAdder checksum = new LongAdder();

    void add(Restaurant restaurant) {
        count.increment();
        checksum.add(restaurant.price()
                + restaurant.description().length()
                + restaurant.tags().size());
    }

    long count() {
        return count.sum();
    }

    /** Whether it is the same but for a share, which positions on the edge of a circle ask for: a geo index rounds them, and not everyone looks again. */
    boolean equals(Tally other, double tolerance) {
        return Math.abs(count.sum() - other.count.sum()) <= tolerance * count.sum()
                && Math.abs(checksum.sum() - other.checksum.sum()) <= tolerance * checksum.sum();
    }

    @Override
    public String toString() {
        return count.sum() + " restaurants, checksum " + checksum.sum();
    }
}
