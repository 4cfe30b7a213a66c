package dev.cress.query.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.codec.Utf8;
import dev.cress.script.entry.Entries;
import dev.cress.script.entry.EntryType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sets of ranges beside sets of bits: one bit for each value of a small universe, the first one for null. */
class RangeSetTests {

    private static final int CASES = 10_000;

    /** A set, and which values of the universe are in it. */
    private record Pair(RangeSet ranges, BitSet model) {}

    private abstract static class Universe {

        final List<byte[]> entries = new ArrayList<>(List.of(Entries.ofNull()));
        final List<String> labels = new ArrayList<>(List.of("null"));

        abstract Pair leaf(Random random);

        final Pair where(RangeSet ranges, java.util.function.IntPredicate test) {
            BitSet bits = new BitSet();
            IntStream.range(0, entries.size()).filter(test).forEach(bits::set);
            return new Pair(ranges, bits);
        }

        final Pair random(Random random, int depth) {
            if (depth == 0 || random.nextInt(4) == 0) {
                return switch (random.nextInt(8)) {
                    case 0 -> where(RangeSet.NULL, i -> i == 0);
                    case 1 -> where(RangeSet.ALL, i -> true);
                    case 2 -> where(RangeSet.NONE, i -> false);
                    default -> leaf(random);
                };
            }
            Pair a = random(random, depth - 1);
            BitSet bits = (BitSet) a.model().clone();
            if (random.nextInt(4) == 0) {
                bits.flip(0, entries.size());
                return new Pair(a.ranges().complement(), bits);
            }
            Pair b = random(random, depth - 1);
            if (random.nextBoolean()) {
                bits.and(b.model());
                return new Pair(a.ranges().intersect(b.ranges()), bits);
            }
            bits.or(b.model());
            return new Pair(RangeSet.union(List.of(a.ranges(), b.ranges())), bits);
        }

        final Pair between(Random random, int from, int to) {
            int lower = from + random.nextInt(to - from);
            int upper = from + random.nextInt(to - from);
            boolean lowerIn = random.nextBoolean();
            boolean upperIn = random.nextBoolean();
            byte[] low = entries.get(lower);
            byte[] high = entries.get(upper);
            RangeSet ranges = RangeSet.between(
                    lowerIn ? Edge.before(low, labels.get(lower)) : Edge.after(low, labels.get(lower)),
                    upperIn ? Edge.after(high, labels.get(upper)) : Edge.before(high, labels.get(upper)));
            return where(ranges, i -> (lowerIn ? i >= lower : i > lower) && (upperIn ? i <= upper : i < upper));
        }
    }

    private static final class Numbers extends Universe {

        Numbers() {
            for (int half = -6; half <= 20; half++) {
                entries.add(EntryType.DOUBLE.encode(Utf8.encode(Double.toString(half / 2.0))));
                labels.add(Double.toString(half / 2.0));
            }
        }

        @Override
        Pair leaf(Random random) {
            int at = 1 + random.nextInt(entries.size() - 1);
            return switch (random.nextInt(4)) {
                case 0 -> where(RangeSet.point(entries.get(at), labels.get(at)), i -> i == at);
                case 1 ->
                    where(
                            RangeSet.between(Edge.VALUES, Edge.before(entries.get(at), labels.get(at))),
                            i -> i > 0 && i < at);
                case 2 -> where(RangeSet.between(Edge.after(entries.get(at), labels.get(at)), Edge.END), i -> i > at);
                default -> between(random, 1, entries.size());
            };
        }
    }

    /** Texts of letters next to every byte that has a meaning in entries. */
    private static final class Texts extends Universe {

        private static final String[] LETTERS = {"\0", "\1", "\2", "\3", "a", "\u00FF", "\uD83D\uDE00"};
        private final List<String> texts = new ArrayList<>(List.of(""));

        Texts() {
            for (int length = 1, from = 0; length <= 2; length++) {
                int to = texts.size();
                for (int i = from; i < to; i++) {
                    for (String letter : LETTERS) {
                        texts.add(texts.get(i) + letter);
                    }
                }
                from = to;
            }
            texts.sort((a, b) -> java.util.Arrays.compareUnsigned(Utf8.encode(a), Utf8.encode(b)));
            texts.forEach(text -> {
                entries.add(EntryType.TEXT.encode(Utf8.encode(text)));
                labels.add("t");
            });
        }

        @Override
        Pair leaf(Random random) {
            int at = 1 + random.nextInt(entries.size() - 1);
            String text = texts.get(at - 1);
            return switch (random.nextInt(4)) {
                case 0 -> where(RangeSet.point(entries.get(at), "t"), i -> i == at);
                case 1, 2 ->
                    where(
                            RangeSet.prefix(Utf8.encode(text), "t"),
                            i -> i > 0 && texts.get(i - 1).startsWith(text));
                default -> between(random, 1, entries.size());
            };
        }
    }

    @Test
    void agreesWithSetsOfBitsForNumbers() {
        agrees(new Numbers(), new Random(20_261));
    }

    @Test
    void agreesWithSetsOfBitsForTexts() {
        agrees(new Texts(), new Random(20_262));
    }

    private static void agrees(Universe universe, Random random) {
        for (int i = 0; i < CASES; i++) {
            Pair pair = universe.random(random, 4);
            RangeSet ranges = pair.ranges();
            for (int v = 0; v < universe.entries.size(); v++) {
                byte[] entry = universe.entries.get(v);
                if (ranges.contains(entry) != pair.model().get(v)) {
                    throw new AssertionError("case " + i + ": " + ranges + " and value " + v);
                }
                byte[] member = Entries.member(entry, Utf8.encode("id\0\uD83D\uDE00"));
                boolean found = ranges.bytes().stream().anyMatch(range -> range.contains(member));
                assertThat(found).isEqualTo(pair.model().get(v));
            }
            isNormal(ranges);
            pointsAreValues(universe, pair);
            assertThat(ranges.toString()).isNotNull();
            assertThat(ranges.complement().complement()).isEqualTo(ranges);
            assertThat(ranges.intersect(ranges.complement())).isEqualTo(RangeSet.NONE);
            assertThat(RangeSet.union(List.of(ranges.complement(), ranges))).isEqualTo(RangeSet.ALL);
        }
    }

    /** Ascending, with something between any two. */
    private static void isNormal(RangeSet ranges) {
        for (int i = 1; i < ranges.intervals().size(); i++) {
            assertThat(ranges.intervals().get(i - 1).upper())
                    .isLessThan(ranges.intervals().get(i).lower());
        }
    }

    private static void pointsAreValues(Universe universe, Pair pair) {
        for (Interval interval : pair.ranges().intervals()) {
            if (!interval.isPoint()) {
                continue;
            }
            long values = universe.entries.stream()
                    .filter(entry -> interval.bytes().contains(Entries.before(entry)))
                    .count();
            assertThat(values).as("values at point %s", interval).isEqualTo(1);
            assertThat(universe.entries).anyMatch(entry -> java.util.Arrays.equals(entry, interval.entry()));
        }
    }

    @Test
    void isMadeOfPointsOnlyWhenEachIntervalHoldsOneValue() {
        assertThat(number(1).isPoints()).isTrue();
        assertThat(RangeSet.union(List.of(number(1), number(2))).isPoints()).isTrue();
        assertThat(RangeSet.NONE.isPoints()).isFalse();
        assertThat(RangeSet.ALL.isPoints()).isFalse();
        assertThat(RangeSet.union(List.of(number(1), RangeSet.between(edge(3), Edge.END)))
                        .isPoints())
                .isFalse();
    }

    @Test
    void takesNoPairOfPrefixEdgesForAValue() {
        RangeSet fromTwo = RangeSet.between(Edge.beforePrefix(Utf8.encode("x\2"), "x2"), Edge.END);
        RangeSet upToThree = RangeSet.between(Edge.VALUES, Edge.beforePrefix(Utf8.encode("x\3"), "x3"));

        assertThat(fromTwo.intersect(upToThree).isPoints()).isFalse();
    }

    @Test
    void readsAsIntervals() {
        assertThat(number(1)).hasToString("1");
        assertThat(RangeSet.NULL).hasToString("null");
        assertThat(RangeSet.NONE).hasToString("");
        assertThat(RangeSet.ALL).hasToString("[null, +inf)");
        assertThat(RangeSet.NULL.complement()).hasToString("(-inf, +inf)");
        assertThat(number(1).complement()).hasToString("[null, 1) or (1, +inf)");
        assertThat(RangeSet.between(edge(1), Edge.after(entry(2), "2"))).hasToString("[1, 2]");
        assertThat(RangeSet.prefix(Utf8.encode("San"), "San")).hasToString("San*");
        assertThat(RangeSet.prefix(Utf8.encode("San"), "San").complement()).hasToString("[null, San*) or (San*, +inf)");
        assertThat(RangeSet.union(
                        IntStream.range(0, 9).mapToObj(RangeSetTests::number).toList()))
                .hasToString("0 or … 9 in all");
    }

    @Test
    void refusesEmptyIntervals() {
        assertThatThrownBy(() -> new Interval(edge(1), edge(1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static RangeSet number(int value) {
        return RangeSet.point(entry(value), String.valueOf(value));
    }

    private static Edge edge(int value) {
        return Edge.before(entry(value), String.valueOf(value));
    }

    private static byte[] entry(int value) {
        return EntryType.DOUBLE.encode(Utf8.encode(String.valueOf(value)));
    }
}
