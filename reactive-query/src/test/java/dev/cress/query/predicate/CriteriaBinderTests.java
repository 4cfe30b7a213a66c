package dev.cress.query.predicate;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.query.Measure;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CriteriaBinderTests {

    private static final EntityModel<Measure> MODEL = EntityModel.of(Measure.class);
    private static final long TWO_TO_53 = 1L << 53;

    private static Condition<Object, Criteria<Measure>> named(String property) {
        return where(property);
    }

    private static Predicate bind(Criteria<Measure> criteria) {
        return CriteriaBinder.bind(MODEL, criteria, around -> new GeoPoint(0, 0));
    }

    /** Whether a criterion holds for a stored text; null for no text. */
    private static boolean holds(Criteria<Measure> criteria, String property, String text) {
        byte[][] texts = new byte[MODEL.properties().size()][];
        texts[MODEL.property(property).orElseThrow().ordinal()] =
                text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        return RowTest.matches(bind(criteria), new Row(new byte[] {'1'}, 1, texts));
    }

    private static void refuses(ThrowingCallable call, String... fragments) {
        assertThatThrownBy(call).isInstanceOf(InvalidQueryException.class).hasMessageContainingAll(fragments);
    }

    @Nested
    class Types {

        @Test
        void bindsAValueOfThePropertysOwnType() {
            assertThat(bind(where(Measure::getCount).is(3))).hasToString("count=[3]");
            assertThat(bind(where(Measure::getLevel).is(0.5))).hasToString("level=[0.5]");
            assertThat(bind(where(Measure::isChecked).is(true))).hasToString("checked=[true]");
            assertThat(bind(where(Measure::getMark).is('x'))).hasToString("mark=[x]");
            assertThat(bind(where(Measure::getPrice).lessThan(new BigDecimal("1.50"))))
                    .hasToString("price=[(-inf, 1.50)]");
            assertThat(bind(where(Measure::getDay).atLeast(LocalDate.of(2026, 2, 1))))
                    .hasToString("day=[[2026-02-01, +inf)]");
            assertThat(bind(where(Measure::getTakenAt).between(Instant.EPOCH, Instant.EPOCH)))
                    .hasToString("takenAt=[1970-01-01T00:00:00Z]");
            assertThat(bind(where(Measure::getDevice).is(new UUID(0, 1))))
                    .hasToString("device=[00000000-0000-0000-0000-000000000001]");
        }

        @Test
        void comparesAnEnumByNameWhateverItsConstantsSay() {
            assertThat(holds(where(Measure::getGrade).is(Measure.Grade.POOR), "grade", "POOR"))
                    .isTrue();
            assertThat(holds(where(Measure::getGrade).is(Measure.Grade.GOOD), "grade", "POOR"))
                    .isFalse();
        }

        @Test
        void refusesAValueOfAnotherType() {
            refuses(() -> bind(named("count").is("3")), "count is a int", "String");
            refuses(() -> bind(named("note").is(3)), "note is a String", "Integer");
            refuses(() -> bind(named("day").is(Instant.EPOCH)), "day is a LocalDate", "Instant");
            refuses(() -> bind(named("grade").is("GOOD")), "grade is a Grade", "String");
        }

        @Test
        void refusesAConditionThatThePropertyCannotMeet() {
            refuses(() -> bind(named("count").startsWith("3")), "count is no String");
            refuses(() -> bind(named("note").within(new GeoPoint(0, 0), 1)), "note is no GeoPoint");
            refuses(() -> bind(where(Measure::getTags).is(List.of("t1"))), "tags is a List", "no order");
            refuses(() -> bind(named("tags").in(List.of(List.of(), List.of("a")))), "tags is a List", "hasElement");
            refuses(() -> bind(where(Measure::getPlace).is(new GeoPoint(0, 0))), "within(center, metres)");
        }

        @Test
        void refusesRadiiThatAreNone() {
            GeoPoint center = new GeoPoint(0, 0);
            for (double metres : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
                refuses(() -> bind(where(Measure::getPlace).within(center, metres)), "0 metres or more");
            }
        }

        @Test
        void namesTheKnownPropertiesWhenOneIsUnknown() {
            refuses(() -> bind(named("colour").is("red")), "measure has no property colour", "count", "takenAt");
        }
    }

    @Nested
    class Numbers {

        @Test
        void comparesNumbersOfOtherTypesByValue() {
            List<Number> fives = List.of(
                    (byte) 5,
                    (short) 5,
                    5,
                    5L,
                    5f,
                    5d,
                    BigInteger.valueOf(5),
                    new BigDecimal("5.00"),
                    new AtomicLong(5));
            for (Number five : fives) {
                assertThat(holds(named("count").is(five), "count", "5")).isTrue();
                assertThat(holds(named("level").is(five), "level", "5.0")).isTrue();
                assertThat(holds(named("share").is(five), "share", "5.0")).isTrue();
                assertThat(holds(named("price").is(five), "price", "5.0")).isTrue();
                assertThat(holds(named("serial").is(five), "serial", "5")).isTrue();
            }
        }

        @Test
        void keepsWhatADoubleWouldLose() {
            long odd = TWO_TO_53 + 1;
            assertThat(holds(named("serial").is(odd), "serial", String.valueOf(odd)))
                    .isTrue();
            assertThat(holds(named("serial").is(odd), "serial", String.valueOf(TWO_TO_53)))
                    .isFalse();
            assertThat(holds(named("price").greaterThan(TWO_TO_53), "price", odd + ".0"))
                    .isTrue();
            assertThat(holds(named("price").greaterThan((double) TWO_TO_53), "price", TWO_TO_53 + ".0001"))
                    .isTrue();
        }

        @Test
        void refusesWhatThePropertyCannotHoldRatherThanRoundIt() {
            long odd = TWO_TO_53 + 1;
            for (Number number : List.of(odd, BigInteger.valueOf(odd), BigDecimal.valueOf(odd))) {
                for (String property : List.of("level", "count", "share")) {
                    refuses(() -> bind(named(property).is(number)), property + " is a", "cannot be equal");
                }
            }
            refuses(() -> bind(named("share").is(0.1)), "share is a float");
            refuses(() -> bind(named("share").is(new BigDecimal("0.5000000000000000000000000000001"))), "share");
            refuses(() -> bind(named("level").is(new BigDecimal("0.1"))), "level is a double");
        }

        @Test
        void readsAFloatAsTheDecimalThatItPrints() {
            assertThat(holds(named("share").is(0.1f), "share", "0.1")).isTrue();
            assertThat(holds(named("share").is((double) 0.1f), "share", "0.1")).isTrue();
            assertThat(holds(named("level").is(0.1f), "level", "0.1")).isTrue();
            assertThat(holds(named("price").is(0.1f), "price", "0.1")).isTrue();
        }

        @Test
        void holdsMinusZeroForZero() {
            assertThat(holds(named("level").is(-0.0), "level", "0.0")).isTrue();
            assertThat(holds(named("level").is(0), "level", "-0.0")).isTrue();
            assertThat(holds(named("level").lessThan(0.0), "level", "-0.0")).isFalse();
        }

        @Test
        void putsInfinityAndNanAboveNumbers() {
            assertThat(holds(named("level").greaterThan(1e308), "level", "Infinity"))
                    .isTrue();
            assertThat(holds(named("level").greaterThan(Double.POSITIVE_INFINITY), "level", "NaN"))
                    .isTrue();
            assertThat(holds(named("level").is(Double.NaN), "level", "NaN")).isTrue();
            assertThat(holds(named("share").is(Float.NaN), "share", "NaN")).isTrue();
            assertThat(holds(named("share").is(Double.NaN), "share", "NaN")).isTrue();
            refuses(() -> bind(named("price").is(Double.NaN)), "price is a BigDecimal");
            refuses(() -> bind(named("serial").lessThan(Float.NEGATIVE_INFINITY)), "serial is a BigInteger");
        }

        @Test
        void refusesNumbersBeyondWhatAnIndexHolds() {
            refuses(() -> bind(named("price").is(new BigDecimal("1E+6000"))), "price cannot be compared");
        }

        @Test
        void refusesANumberThatDoesNotReadAsOne() {
            Number fraction = new Number() {
                @Override
                public int intValue() {
                    return 0;
                }

                @Override
                public long longValue() {
                    return 0;
                }

                @Override
                public float floatValue() {
                    return 0.5f;
                }

                @Override
                public double doubleValue() {
                    return 0.5;
                }

                @Override
                public String toString() {
                    return "1/2";
                }
            };
            refuses(() -> bind(named("price").is(fraction)), "price");
            refuses(() -> bind(named("level").is(fraction)), "level");
        }
    }

    @Nested
    class Nulls {

        @Test
        void findsNullOnlyWhenAskedForIt() {
            assertThat(holds(named("note").isNull(), "note", null)).isTrue();
            assertThat(holds(named("note").isNull(), "note", "")).isFalse();
            assertThat(holds(named("note").isNotNull(), "note", "")).isTrue();
            assertThat(holds(named("note").is((Object) null), "note", null)).isTrue();
            assertThat(holds(named("note").in(java.util.Arrays.asList("a", null)), "note", null))
                    .isTrue();
            assertThat(holds(named("price").lessThan(BigDecimal.ONE), "price", null))
                    .isFalse();
            assertThat(holds(named("note").startsWith(""), "note", null)).isFalse();
        }

        @Test
        void findsNullWhenSomethingElseIsExcluded() {
            assertThat(holds(named("note").isNot("a"), "note", null)).isTrue();
            assertThat(holds(named("note").startsWith("a").not(), "note", null)).isTrue();
            assertThat(holds(named("price").lessThan(BigDecimal.ONE).not(), "price", null))
                    .isTrue();
        }

        @Test
        void refusesABoundThatIsNull() {
            assertThatThrownBy(() -> named("price").lessThan(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> named("note").startsWith(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @Nested
    class Limits {

        @Test
        void refusesCriteriaThatNestTooDeep() {
            Criteria<Measure> deep = named("note").is("a");
            for (int i = 0; i < CriteriaBinder.MAX_DEPTH; i++) {
                deep = deep.not();
            }
            Criteria<Measure> deepest = deep;
            assertThatCode(() -> bind(deepest)).doesNotThrowAnyException();
            refuses(() -> bind(deepest.not()), "deeper than 16");
        }

        @Test
        void refusesTooManyConditions() {
            List<Criteria<Measure>> conditions = Collections.nCopies(
                    CriteriaBinder.MAX_CONDITIONS, named("note").is("a"));
            assertThatCode(() -> bind(new Criteria.Or<>(conditions))).doesNotThrowAnyException();
            refuses(() -> bind(new Criteria.Or<>(conditions).or(named("note").is("b"))), "at most 256 conditions");
        }

        @Test
        void refusesTooManyValues() {
            List<Integer> values =
                    IntStream.range(0, CriteriaBinder.MAX_VALUES).boxed().toList();
            assertThatCode(() -> bind(named("count").in(values))).doesNotThrowAnyException();
            List<Integer> more =
                    IntStream.rangeClosed(0, CriteriaBinder.MAX_VALUES).boxed().toList();
            refuses(() -> bind(named("count").in(more)), "count: at most 1000 values", "1001");
        }

        @Test
        void refusesTextsBeyondWhatAnIndexHolds() {
            refuses(() -> bind(named("note").is("x".repeat(1025))), "note cannot be compared", "1024");
        }

        @Test
        void refusesLoneSurrogates() {
            refuses(() -> bind(named("note").is("\uD83D")), "note cannot be compared", "surrogate");
            refuses(() -> bind(named("note").startsWith("a\uDE00")), "surrogate");
            refuses(() -> bind(named("mark").is('\uD83D')), "surrogate");
        }
    }

    @Nested
    class Negation {

        @Test
        void reachesTheLeaves() {
            Criteria<Measure> criteria = where(Measure::getCount)
                    .is(1)
                    .and(named("note").is("a").or(where(Measure::getPlace).within(new GeoPoint(1, 2), 3)));

            assertThat(bind(criteria.not()))
                    .hasToString("(count=[[null, 1) or (1, +inf)] or "
                            + "(note=[[null, a) or (a, +inf)] and not place=[within 3.0 m of 1.0,2.0]))");
            assertThat(bind(criteria.not().not())).isEqualTo(bind(criteria));
        }

        @Test
        void turnsEverythingIntoNothing() {
            assertThat(bind(Criteria.<Measure>allOf())).isEqualTo(new Predicate.Always());
            assertThat(bind(Criteria.<Measure>anyOf())).isInstanceOf(Predicate.Never.class);
            assertThat(bind(Criteria.<Measure>allOf().not())).isInstanceOf(Predicate.Never.class);
            assertThat(bind(Criteria.<Measure>anyOf().not())).isEqualTo(new Predicate.Always());
        }
    }

    @Test
    void checksStoredTextsThatAreLongerThanAnIndexTakes() {
        String novel = "once upon a time ".repeat(200);
        assertThat(holds(named("note").startsWith("once"), "note", novel)).isTrue();
        assertThat(holds(named("note").is("once"), "note", novel)).isFalse();
        assertThat(holds(named("note").greaterThan("on"), "note", novel)).isTrue();
    }

    @Test
    void quotesValuesThatWouldReadAsSomethingElse() {
        assertThat(bind(named("note").in("a, b", "", "c*", "d\n"))).hasToString("note=['' or 'a, b' or 'c*' or 'd?']");
    }
}
