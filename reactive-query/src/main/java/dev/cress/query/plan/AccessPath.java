package dev.cress.query.plan;

import dev.cress.connection.ByteRange;
import dev.cress.mapping.IndexDefinition;
import dev.cress.mapping.Property;
import dev.cress.query.predicate.Interval;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A way to find candidates, whose size may be asked for. */
public sealed interface AccessPath {

    /**
     * A part of an ordered index.
     *
     * @param index the index
     * @param parts which values of its first properties: of all but the last of these single ones; what is not said of a property is anything
     */
    record Ordered(IndexDefinition index, List<RangeSet> parts) implements AccessPath {

        /** Checks that all but the last are single values. */
        public Ordered {
            parts = List.copyOf(parts);
            boolean singles =
                    parts.stream().limit(Math.max(0, parts.size() - 1)).allMatch(RangeSet::isSingles);
            if (parts.size() > index.properties().size() || !singles) {
                throw new IllegalArgumentException("not a part of index " + index.name() + ": " + parts);
            }
        }

        /**
         * A part of an index by its first property.
         *
         * @param index the index
         * @param ranges which values
         */
        public Ordered(IndexDefinition index, RangeSet ranges) {
            this(index, List.of(ranges));
        }

        /** {@return whether it is the whole index} */
        public boolean isAll() {
            return parts.isEmpty() || (parts.size() == 1 && parts.get(0).equals(RangeSet.ALL));
        }

        /** {@return whether it is made of single values of what it names} */
        public boolean isLookup() {
            return !parts.isEmpty()
                    && (index.isComposite()
                            ? parts.stream().allMatch(RangeSet::isSingles)
                            : parts.get(0).isPoints());
        }

        /** {@return whether it is made of single entries, within each of which the ids are in order} */
        public boolean isPoints() {
            return isLookup() && parts.size() == index.properties().size();
        }

        /** {@return whether it is one single entry} */
        public boolean isPoint() {
            return isPoints() && size() == 1;
        }

        /**
         * Whether a property of the index has one value only.
         *
         * @param place place of the property in the index
         * @return whether it has
         */
        public boolean isFixed(int place) {
            return place < parts.size()
                    && parts.get(place).intervals().size() == 1
                    && (index.isComposite()
                            ? parts.get(place).isSingles()
                            : parts.get(place).isPoints());
        }

        /** {@return how many stretches of the index it is made of} */
        public long size() {
            return parts.stream().mapToLong(part -> part.intervals().size()).reduce(1, (a, b) -> a * b);
        }

        /** {@return one path for each of its stretches} */
        public List<Ordered> stretches() {
            List<List<RangeSet>> combined = List.of(List.of());
            for (RangeSet part : parts) {
                List<List<RangeSet>> longer = new ArrayList<>();
                combined.forEach(before -> part.intervals().forEach(interval -> {
                    List<RangeSet> more = new ArrayList<>(before);
                    more.add(new RangeSet(List.of(interval)));
                    longer.add(more);
                }));
                combined = longer;
            }
            return combined.stream().map(one -> new Ordered(index, one)).toList();
        }

        /** {@return the bytes of its stretches: disjoint, ascending} */
        public List<ByteRange> bytes() {
            if (!index.isComposite()) {
                return parts.get(0).bytes();
            }
            return parts.isEmpty() ? List.of(ByteRange.ALL) : bytes(new byte[0], 0);
        }

        private List<ByteRange> bytes(byte[] prefix, int place) {
            List<ByteRange> bytes = new ArrayList<>();
            for (Interval interval : parts.get(place).intervals()) {
                if (place == parts.size() - 1) {
                    bytes.add(interval.bytes(prefix));
                } else {
                    byte[] entry = interval.entry();
                    byte[] longer = Arrays.copyOf(prefix, prefix.length + entry.length);
                    System.arraycopy(entry, 0, longer, prefix.length, entry.length);
                    bytes.addAll(bytes(longer, place + 1));
                }
            }
            return bytes;
        }

        @Override
        public String toString() {
            List<Property> properties = index.properties();
            if (!index.isComposite()) {
                return index.name() + "=[" + parts.get(0) + "]";
            }
            return IntStream.range(0, parts.size())
                    .mapToObj(i -> ", " + properties.get(i).name() + "=[" + parts.get(i) + "]")
                    .collect(Collectors.joining("", "index=[" + index.name() + "]", ""));
        }
    }

    /**
     * A circle of a geo index.
     *
     * @param index the index
     * @param circle the circle
     */
    record Geo(IndexDefinition index, Predicate.Within circle) implements AccessPath {}
}
