package dev.cress.query.predicate;

import dev.cress.connection.ByteRange;
import dev.cress.script.entry.Entries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of index entries: disjoint intervals in ascending order, none touching the next. Equality, ranges, prefixes, null and their combinations are all
 * such sets, so and, or and not are arithmetic on intervals.
 *
 * @param intervals the intervals
 */
public record RangeSet(List<Interval> intervals) {

    /** Nothing. */
    public static final RangeSet NONE = new RangeSet(List.of());

    /** Everything, null included. */
    public static final RangeSet ALL = new RangeSet(List.of(new Interval(Edge.START, Edge.END)));

    /** Null. */
    public static final RangeSet NULL = new RangeSet(List.of(new Interval(Edge.START, Edge.VALUES)));

    /** Copies the intervals. */
    public RangeSet {
        intervals = List.copyOf(intervals);
    }

    /**
     * One value.
     *
     * @param entry its entry
     * @param label how it reads
     * @return the set
     */
    public static RangeSet point(byte[] entry, String label) {
        return between(Edge.before(entry, label), Edge.after(entry, label));
    }

    /**
     * All texts with a beginning.
     *
     * @param prefix UTF-8
     * @param label how it reads
     * @return the set
     */
    public static RangeSet prefix(byte[] prefix, String label) {
        return between(Edge.beforePrefix(prefix, label), Edge.afterPrefix(prefix, label));
    }

    static RangeSet between(Edge lower, Edge upper) {
        return lower.compareTo(upper) < 0 ? new RangeSet(List.of(new Interval(lower, upper))) : NONE;
    }

    /**
     * What is in one of the sets.
     *
     * @param sets sets
     * @return their union
     */
    public static RangeSet union(List<RangeSet> sets) {
        List<Interval> merged = new ArrayList<>();
        Stream<Interval> sorted =
                sets.stream().flatMap(set -> set.intervals.stream()).sorted(Comparator.comparing(Interval::lower));
        sorted.forEach(next -> {
            Interval last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || last.upper().compareTo(next.lower()) < 0) {
                merged.add(next);
            } else if (last.upper().compareTo(next.upper()) < 0) {
                merged.set(merged.size() - 1, new Interval(last.lower(), next.upper()));
            }
        });
        return new RangeSet(merged);
    }

    /**
     * What is in this set and another.
     *
     * @param other the other set
     * @return the intersection
     */
    public RangeSet intersect(RangeSet other) {
        List<Interval> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < intervals.size() && j < other.intervals.size()) {
            Interval a = intervals.get(i);
            Interval b = other.intervals.get(j);
            Edge lower = a.lower().compareTo(b.lower()) >= 0 ? a.lower() : b.lower();
            Edge upper = a.upper().compareTo(b.upper()) <= 0 ? a.upper() : b.upper();
            if (lower.compareTo(upper) < 0) {
                common.add(new Interval(lower, upper));
            }
            if (a.upper().compareTo(b.upper()) <= 0) {
                i++;
            } else {
                j++;
            }
        }
        return new RangeSet(common);
    }

    /** {@return what is not in this set} */
    public RangeSet complement() {
        List<Interval> rest = new ArrayList<>();
        Edge from = Edge.START;
        for (Interval interval : intervals) {
            if (from.compareTo(interval.lower()) < 0) {
                rest.add(new Interval(from, interval.lower()));
            }
            from = interval.upper();
        }
        if (from.compareTo(Edge.END) < 0) {
            rest.add(new Interval(from, Edge.END));
        }
        return new RangeSet(rest);
    }

    /** {@return whether nothing is in it} */
    public boolean isEmpty() {
        return intervals.isEmpty();
    }

    /** {@return whether it is made of single values} */
    public boolean isPoints() {
        for (Interval interval : intervals) {
            if (!interval.isPoint()) {
                return false;
            }
        }
        return !intervals.isEmpty();
    }

    /** {@return whether it is made of single values, of which null may be one} */
    public boolean isSingles() {
        for (Interval interval : intervals) {
            if (!interval.isSingle()) {
                return false;
            }
        }
        return !intervals.isEmpty();
    }

    /** {@return the bytes of its intervals} */
    public List<ByteRange> bytes() {
        return intervals.stream().map(Interval::bytes).toList();
    }

    /**
     * Whether a value is in the set.
     *
     * @param entry entry of the value
     * @return whether it is
     */
    public boolean contains(byte[] entry) {
        byte[] place = Entries.before(entry);
        for (Interval interval : intervals) {
            if (interval.bytes().contains(place)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return intervals.size() <= 8
                ? intervals.stream().map(Interval::toString).collect(Collectors.joining(" or "))
                : intervals.get(0) + " or … " + intervals.size() + " in all";
    }
}
