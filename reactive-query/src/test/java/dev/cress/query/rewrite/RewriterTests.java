package dev.cress.query.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.codec.Utf8;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.query.Measure;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.Predicate.Always;
import dev.cress.query.predicate.Predicate.And;
import dev.cress.query.predicate.Predicate.InRanges;
import dev.cress.query.predicate.Predicate.Never;
import dev.cress.query.predicate.Predicate.Or;
import dev.cress.query.predicate.RangeSet;
import dev.cress.query.predicate.RowTest;
import dev.cress.script.entry.EntryType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RewriterTests {

    private static final EntityModel<Measure> MODEL = EntityModel.of(Measure.class);
    private static final Property COUNT = MODEL.property("count").orElseThrow();
    private static final Property NOTE = MODEL.property("note").orElseThrow();
    private static final Property PLACE = MODEL.property("place").orElseThrow();
    private static final Predicate NEAR = new Predicate.Within(PLACE, new GeoPoint(1, 1), 500_000);

    private static RangeSet number(int value) {
        return RangeSet.point(EntryType.DOUBLE.encode(Utf8.encode(String.valueOf(value))), String.valueOf(value));
    }

    private static RangeSet text(String value) {
        return RangeSet.point(EntryType.TEXT.encode(Utf8.encode(value)), value);
    }

    private static InRanges count(int... values) {
        return new InRanges(
                COUNT,
                RangeSet.union(java.util.Arrays.stream(values)
                        .mapToObj(RewriterTests::number)
                        .toList()));
    }

    private static InRanges note(String value) {
        return new InRanges(NOTE, text(value));
    }

    private static And and(Predicate... terms) {
        return new And(List.of(terms));
    }

    private static Or or(Predicate... terms) {
        return new Or(List.of(terms));
    }

    @Nested
    class FlattensNested {

        private final RewriteRule rule = new FlattenNested();

        @Test
        void liftsTermsOfTheSameKind() {
            assertThat(rule.apply(and(count(1), and(note("a"), NEAR)))).isEqualTo(and(count(1), note("a"), NEAR));
            assertThat(rule.apply(or(or(count(1), note("a")), NEAR))).isEqualTo(or(count(1), note("a"), NEAR));
        }

        @Test
        void leavesTheRestAsItIs() {
            unchanged(rule, and(count(1), or(note("a"), NEAR)));
            unchanged(rule, or(count(1), and(note("a"), NEAR)));
            unchanged(rule, count(1));
        }
    }

    @Nested
    class MergesRangesOfAProperty {

        private final RewriteRule rule = new MergeRangesOfProperty();

        @Test
        void intersectsConditionsThatHoldTogether() {
            assertThat(rule.apply(and(count(1, 2), note("a"), count(2, 3)))).isEqualTo(and(count(2), note("a")));
            assertThat(rule.apply(and(count(1, 2), count(2, 3)))).isEqualTo(count(2));
        }

        @Test
        void unitesAlternatives() {
            assertThat(rule.apply(or(count(1), note("a"), count(3)))).isEqualTo(or(count(1, 3), note("a")));
            assertThat(rule.apply(or(count(1), count(3)))).isEqualTo(count(1, 3));
        }

        @Test
        void leavesTheRestAsItIs() {
            unchanged(rule, and(count(1), note("a")));
            unchanged(rule, or(count(1), and(count(2), note("a"))));
            unchanged(rule, NEAR);
        }
    }

    @Nested
    class ResolvesRanges {

        private final RewriteRule rule = new ResolveRanges();

        @Test
        void namesThePropertyOfAContradiction() {
            assertThat(rule.apply(new InRanges(COUNT, RangeSet.NONE)))
                    .isEqualTo(new Never("no value of count meets all conditions on it"));
            assertThat(rule.apply(new InRanges(COUNT, RangeSet.ALL))).isEqualTo(new Always());
        }

        @Test
        void leavesTheRestAsItIs() {
            unchanged(rule, count(1));
            unchanged(rule, and(count(1), note("a")));
        }
    }

    @Nested
    class AbsorbsConstants {

        private final RewriteRule rule = new AbsorbConstants();
        private final Never never = new Never("of a reason");

        @Test
        void takesWhatDecides() {
            assertThat(rule.apply(and(count(1), never))).isSameAs(never);
            assertThat(rule.apply(or(count(1), new Always()))).isEqualTo(new Always());
        }

        @Test
        void dropsWhatDoesNotMatter() {
            assertThat(rule.apply(and(count(1), new Always(), note("a")))).isEqualTo(and(count(1), note("a")));
            assertThat(rule.apply(and(count(1), new Always()))).isEqualTo(count(1));
            assertThat(rule.apply(or(never, note("a")))).isEqualTo(note("a"));
            assertThat(rule.apply(and(new Always(), new Always()))).isEqualTo(new Always());
            assertThat(rule.apply(or(never, never))).isEqualTo(never);
        }

        @Test
        void leavesTheRestAsItIs() {
            unchanged(rule, and(count(1), note("a")));
            unchanged(rule, or(count(1), note("a")));
            unchanged(rule, never);
        }
    }

    @Nested
    class DropsSubsumed {

        private final RewriteRule rule = new DropSubsumed();
        private final Predicate far = new Predicate.Within(PLACE, new GeoPoint(1, 1), 900_000);

        @Test
        void dropsWhatHoldsAnyway() {
            assertThat(rule.apply(and(count(1), or(count(1, 2), note("a"))))).isEqualTo(count(1));
            assertThat(rule.apply(and(NEAR, far))).isEqualTo(NEAR);
            assertThat(rule.apply(and(NEAR, note("a"), NEAR))).isEqualTo(and(NEAR, note("a")));
            assertThat(rule.apply(and(new Predicate.Not(far), new Predicate.Not(NEAR))))
                    .isEqualTo(new Predicate.Not(far));
            assertThat(rule.apply(and(NEAR, new Predicate.Located(PLACE)))).isEqualTo(NEAR);
        }

        @Test
        void dropsAlternativesThatAddNothing() {
            assertThat(rule.apply(or(count(1), and(count(1), note("a"))))).isEqualTo(count(1));
            assertThat(rule.apply(or(NEAR, far))).isEqualTo(far);
            assertThat(rule.apply(or(note("b"), and(NEAR, count(1)), and(count(1), NEAR))))
                    .isEqualTo(or(note("b"), and(NEAR, count(1))));
        }

        @Test
        void leavesTheRestAsItIs() {
            unchanged(rule, and(count(1), or(count(2), note("a"))));
            unchanged(rule, or(NEAR, new Predicate.Within(PLACE, new GeoPoint(20, 1), 900_000)));
            unchanged(rule, and(new Predicate.Not(NEAR), far));
            unchanged(rule, or(count(1), note("a")));
        }
    }

    @Nested
    class ResolvesOpposites {

        private final RewriteRule rule = new ResolveOpposites();
        private final Predicate far = new Predicate.Within(PLACE, new GeoPoint(1, 1), 900_000);

        @Test
        void findsNothingInAContradiction() {
            assertThat(rule.apply(and(note("a"), NEAR, new Predicate.Not(far))))
                    .isInstanceOf(Never.class)
                    .asString()
                    .contains("place");
            assertThat(rule.apply(or(note("a"), far, new Predicate.Not(NEAR)))).isEqualTo(new Always());
        }

        @Test
        void leavesTheRestAsItIs() {
            unchanged(rule, and(far, new Predicate.Not(NEAR)));
            unchanged(rule, or(NEAR, new Predicate.Not(far)));
            unchanged(rule, and(note("a"), new Predicate.Not(NEAR)));
        }
    }

    private static void unchanged(RewriteRule rule, Predicate predicate) {
        assertThat(rule.apply(predicate)).isSameAs(predicate);
    }

    @Test
    void findsAContradictionAtAnyDepth() {
        Predicate contradiction = and(note("a"), and(count(1), and(NEAR, count(2))));

        assertThat(Rewriter.simplify(contradiction)).isInstanceOf(Never.class);
        assertThat(Rewriter.simplify(or(contradiction, note("b")))).isEqualTo(note("b"));
    }

    @Test
    void unitesAlternativesAtAnyDepth() {
        assertThat(Rewriter.simplify(and(note("a"), or(count(1), or(count(2), or(NEAR, count(3)))))))
                .isEqualTo(and(note("a"), or(count(1, 2, 3), NEAR)));
    }

    @Test
    void keepsTheMeaningOfRandomPredicatesAndEndsInAFixpoint() {
        Random random = new Random(777);
        List<Row> rows =
                Stream.iterate(0, i -> i + 1).limit(40).map(i -> row(random)).toList();
        for (int i = 0; i < 2_000; i++) {
            Predicate predicate = predicate(random, 4);
            Predicate simple = Rewriter.simplify(predicate);
            for (Row row : rows) {
                if (RowTest.matches(simple, row) != RowTest.matches(predicate, row)) {
                    throw new AssertionError("case " + i + ": " + predicate + " became " + simple);
                }
            }
            assertThat(Rewriter.simplify(simple)).isSameAs(simple);
            isSimple(simple);
        }
    }

    /** Neither constants below the top, nor nesting of one kind, nor two conditions on one property side by side. */
    private static void isSimple(Predicate predicate) {
        List<Predicate> terms =
                predicate instanceof And and ? and.terms() : predicate instanceof Or or ? or.terms() : List.of();
        List<Property> properties = new ArrayList<>();
        for (Predicate term : terms) {
            assertThat(term).isNotInstanceOfAny(Always.class, Never.class);
            assertThat(term.getClass()).isNotEqualTo(predicate.getClass());
            if (term instanceof InRanges ranges) {
                properties.add(ranges.property());
            }
            isSimple(term);
        }
        assertThat(properties).doesNotHaveDuplicates();
    }

    private static Predicate predicate(Random random, int depth) {
        if (depth > 0 && random.nextInt(4) > 0) {
            List<Predicate> terms = Stream.generate(() -> predicate(random, depth - 1))
                    .limit(2 + random.nextInt(3))
                    .toList();
            return random.nextBoolean() ? new And(terms) : new Or(terms);
        }
        return switch (random.nextInt(13)) {
            case 9 -> new Predicate.Within(PLACE, new dev.cress.geo.GeoPoint(1, 1), random.nextInt(3) * 300_000);
            case 10 -> new Predicate.Located(PLACE);
            case 11 -> stored(random);
            case 12 -> new Predicate.Not(random.nextBoolean() ? stored(random) : new Predicate.Located(PLACE));
            case 0 -> new Always();
            case 1 -> new Never("because");
            case 2 -> NEAR;
            case 3 -> new Predicate.Not(NEAR);
            case 4 -> new InRanges(COUNT, number(random.nextInt(4)).complement());
            case 5 -> new InRanges(NOTE, RangeSet.NULL);
            case 6 -> note(String.valueOf((char) ('a' + random.nextInt(3))));
            default -> count(random.nextInt(4), random.nextInt(4));
        };
    }

    private static Predicate stored(Random random) {
        String part = String.valueOf((char) ('a' + random.nextInt(3)));
        return dev.cress.query.predicate.CriteriaBinder.bind(
                MODEL,
                dev.cress.query.criteria.Criteria.<Measure>where("note").contains(part),
                around -> new dev.cress.geo.GeoPoint(0, 0));
    }

    private static Row row(Random random) {
        byte[][] texts = new byte[MODEL.properties().size()][];
        texts[COUNT.ordinal()] = ascii(String.valueOf(random.nextInt(4)));
        texts[NOTE.ordinal()] = random.nextInt(4) == 0 ? null : ascii(String.valueOf((char) ('a' + random.nextInt(3))));
        texts[PLACE.ordinal()] = random.nextInt(4) == 0 ? null : ascii(random.nextInt(10) + ".0,1.0");
        return new Row(ascii("1"), 1, texts);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
