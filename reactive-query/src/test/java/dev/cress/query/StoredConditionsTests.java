package dev.cress.query;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.error.StoredDataException;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.property.PropertyPath;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.predicate.CriteriaBinder;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RowTest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Conditions that no index tells, each on values that hold them and values that do not. */
class StoredConditionsTests {

    private static final EntityModel<Spot> MODEL = EntityModel.of(Spot.class);
    private static final Spot SPOT = new Spot(
            "id:{1}",
            "S\u00E3o \uD83D\uDE00 Paulo",
            "BR",
            9_007_199_254_740_993L,
            null,
            "",
            new GeoPoint(-46.6, -23.5),
            List.of("big", "", "{}"),
            new Spot.Address("Rua: {1}", 3, List.of(new Spot.Room("r1", 4), new Spot.Room("r2", 8))),
            null,
            0);
    private static final Spot BARE = new Spot("2", null, "", 0, null, "x", null, null, null, null, 0);

    private static Condition<Object, Criteria<Spot>> named(String path) {
        return where(path);
    }

    private static Predicate bind(Criteria<Spot> criteria) {
        return CriteriaBinder.bind(MODEL, criteria, around -> new GeoPoint(-46.6, -23.5));
    }

    private static boolean holds(Criteria<Spot> criteria, Spot spot) {
        Row row = new Row(spot.id().getBytes(StandardCharsets.UTF_8), 1, MODEL.texts(spot));
        boolean holds = RowTest.matches(bind(criteria), row);
        assertThat(RowTest.matches(bind(criteria.not()), row)).isEqualTo(!holds);
        return holds;
    }

    private static void refuses(ThrowingCallable call, String... fragments) {
        assertThatThrownBy(call).isInstanceOf(InvalidQueryException.class).hasMessageContainingAll(fragments);
    }

    @Nested
    class Texts {

        @Test
        void comparesPartsOfTexts() {
            assertThat(holds(where(Spot::name).endsWith("Paulo"), SPOT)).isTrue();
            assertThat(holds(where(Spot::name).endsWith("paulo"), SPOT)).isFalse();
            assertThat(holds(where(Spot::name).endsWith(""), SPOT)).isTrue();
            assertThat(holds(where(Spot::name).endsWith(""), BARE)).isFalse();
            assertThat(holds(where(Spot::name).contains("\uD83D\uDE00"), SPOT)).isTrue();
            assertThat(holds(where(Spot::name).contains("Rio"), SPOT)).isFalse();
            assertThat(holds(where(Spot::name).matches("S.o \\X .*"), SPOT)).isTrue();
            assertThat(holds(where(Spot::name).matches("Paulo"), SPOT)).isFalse();
            assertThat(holds(where(Spot::name).matches(".*"), BARE)).isFalse();
        }

        @Test
        void tellsEmptyFromNull() {
            assertThat(holds(where(Spot::admin).isEmpty(), SPOT)).isTrue();
            assertThat(holds(where(Spot::name).isEmpty(), BARE)).isFalse();
            assertThat(holds(where(Spot::name).isNotEmpty(), BARE)).isTrue();
        }

        @Test
        void refusesPartsOfWhatIsNoText() {
            refuses(() -> bind(named("population").endsWith("1")), "population is no String");
            refuses(() -> bind(named("population").contains("1")), "population is no String");
            refuses(() -> bind(named("tags").matches("1")), "tags is no String");
            refuses(() -> bind(named("population").isEmpty()), "never empty");
        }

        @Test
        void refusesExpressionsThatAreNoneOrTooLong() {
            refuses(() -> bind(where(Spot::name).matches("(")), "no regular expression");
            refuses(() -> bind(where(Spot::name).matches("a".repeat(257))), "at most 256 characters");
        }

        @Test
        void givesUpOnAnExpressionThatBacktracksForEver() {
            Spot trap = new Spot("3", "a".repeat(60) + "!", "", 0, null, "", null, null, null, null, 0);
            refuses(() -> holds(where(Spot::name).matches("(a+)+\\1b"), trap), "more than 1000000 steps");
            Spot deep = new Spot("4", null, "", 0, null, "a".repeat(200_000), null, null, null, null, 0);
            refuses(() -> holds(where(Spot::admin).matches("(a|b)*c"), deep), "steps");
        }

        @Test
        void refusesCountsThatMultiplyToMuch() {
            refuses(() -> bind(where(Spot::name).matches("(){1000000000}")), "at most 10000");
            refuses(() -> bind(where(Spot::name).matches("((){1000}){1000}")), "at most 10000");
            refuses(() -> bind(where(Spot::name).matches("(){0,99999}")), "at most 10000");
            assertThat(holds(where(Spot::admin).matches("a{0,10000}"), SPOT)).isTrue();
            assertThat(holds(where(Spot::country).matches("[A-Z]{2}"), SPOT)).isTrue();
        }

        @Test
        void comparesExpressionsByTheirText() {
            assertThat(bind(where(Spot::name).matches("a+")))
                    .isEqualTo(bind(where(Spot::name).matches("a+")));
            assertThat(bind(where(Spot::name).matches("a+")))
                    .isNotEqualTo(bind(where(Spot::name).matches("a*")));
        }
    }

    @Nested
    class Elements {

        @Test
        void findsElements() {
            assertThat(holds(named("tags").hasElement("big"), SPOT)).isTrue();
            assertThat(holds(named("tags").hasElement(""), SPOT)).isTrue();
            assertThat(holds(named("tags").hasElement("bi"), SPOT)).isFalse();
            assertThat(holds(named("tags").hasElement("big"), BARE)).isFalse();
            assertThat(holds(named("tags").hasAnyOf(List.of("none", "{}")), SPOT))
                    .isTrue();
            assertThat(holds(named("tags").hasAllOf(List.of("big", "{}")), SPOT))
                    .isTrue();
            assertThat(holds(named("tags").hasAllOf(List.of("big", "none")), SPOT))
                    .isFalse();
            assertThat(holds(named("tags").hasAllOf(List.of()), BARE)).isTrue();
            assertThat(holds(named("tags").hasAnyOf(List.of()), SPOT)).isFalse();
            assertThat(holds(named("tags").hasElement(null), SPOT)).isFalse();
            assertThat(holds(named("tags").isEmpty(), SPOT)).isFalse();
            assertThat(holds(named("tags").isNull(), BARE)).isTrue();
            assertThat(holds(named("tags").isNotNull(), SPOT)).isTrue();
        }

        @Test
        void refusesElementsOfWhatHasNone() {
            refuses(() -> bind(named("country").hasElement("B")), "country is a String and has no elements");
            refuses(() -> bind(named("tags").hasElement(5)), "cannot be compared with a Integer");
            refuses(() -> bind(named("tags").is("big")), "hasElement");
            refuses(() -> bind(named("tags").hasAnyOf(Collections.nCopies(1_001, "a"))), "at most 1000 values");
        }
    }

    @Nested
    class Paths {

        @Test
        void followsMembers() {
            assertThat(holds(named("address.city").is("Rua: {1}"), SPOT)).isTrue();
            assertThat(holds(named("address.floor").between(3, 4), SPOT)).isTrue();
            assertThat(holds(named("address.floor").is(3.0), SPOT)).isTrue();
            assertThat(holds(named("address.floor").greaterThan(3), SPOT)).isFalse();
            assertThat(holds(named("address.city").isNull(), BARE)).isTrue();
            assertThat(holds(named("address.floor").atLeast(Integer.MIN_VALUE), BARE))
                    .isFalse();
            assertThat(holds(named("location.latitude").lessThan(0), SPOT)).isTrue();
            assertThat(holds(
                            where(PropertyPath.of(Spot::address).then(Spot.Address::city))
                                    .startsWith("Rua"),
                            SPOT))
                    .isTrue();
        }

        @Test
        void asksEachElementOnTheWay() {
            assertThat(holds(named("address.rooms.seats").is(8), SPOT)).isTrue();
            assertThat(holds(named("address.rooms.seats").between(5, 7), SPOT)).isFalse();
            assertThat(holds(named("address.rooms.code").endsWith("2"), SPOT)).isTrue();
            assertThat(holds(named("address.rooms.code").isNull(), BARE)).isFalse();
        }

        @Test
        void namesWhereAPathBreaks() {
            refuses(() -> bind(named("address.street").is("x")), "address is a Address, which has no street");
            refuses(() -> bind(named("country.value").is("x")), "country is a String, which has no value");
            refuses(() -> bind(named("house.city").is("x")), "spot has no property house", "address");
            refuses(() -> bind(named("").is("x")), "spot has no property");
            refuses(() -> bind(named("a.".repeat(60_000)).is("x")), "at most 16 steps");
            refuses(() -> bind(named("address.rooms.").is("x")), "has no ");
            refuses(() -> bind(named("address").is("x")), "by a path");
            refuses(() -> bind(named("address.city").within(new GeoPoint(0, 0), 1)), "is no GeoPoint property");
        }

        @Test
        void callsUnreadableJsonStoredData() {
            byte[][] texts = MODEL.texts(SPOT);
            texts[MODEL.property("address").orElseThrow().ordinal()] = "{".getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() ->
                            RowTest.matches(bind(named("address.floor").is(1)), new Row(new byte[] {'1'}, 1, texts)))
                    .isInstanceOf(StoredDataException.class)
                    .hasMessageContaining("address");
        }
    }

    @Nested
    class Positions {

        private Spot at(double longitude, double latitude) {
            return new Spot("p", null, "", 0, null, "", new GeoPoint(longitude, latitude), null, null, null, 0);
        }

        @Test
        void asksForBoxesAcrossTheDateLine() {
            Criteria<Spot> pacific = where(Spot::location).inBox(new GeoPoint(170, -10), new GeoPoint(-170, 10));
            assertThat(holds(pacific, at(180, 0))).isTrue();
            assertThat(holds(pacific, at(-180, 0))).isTrue();
            assertThat(holds(pacific, at(170, 10))).isTrue();
            assertThat(holds(pacific, at(0, 0))).isFalse();
            assertThat(holds(pacific, at(175, 10.001))).isFalse();
            assertThat(holds(pacific, BARE)).isFalse();
        }

        @Test
        void drawsACircleAroundEveryBox() {
            Random random = new Random(31);
            for (int i = 0; i < 20_000; i++) {
                double south = random.nextDouble() * 170 - 85;
                double north = south + random.nextDouble() * (85 - south);
                Predicate.InBox box = new Predicate.InBox(
                        MODEL.property("location").orElseThrow(),
                        new GeoPoint(random.nextDouble() * 360 - 180, south),
                        new GeoPoint(random.nextDouble() * 360 - 180, north));
                double width = (box.northEast().longitude() - box.southWest().longitude() + 360) % 360;
                double longitude = box.southWest().longitude() + random.nextDouble() * width;
                GeoPoint inside = new GeoPoint(
                        longitude > 180 ? longitude - 360 : longitude, south + random.nextDouble() * (north - south));
                assertThat(box.contains(inside)).as("%s %s", box, inside).isTrue();
                assertThat(box.circle().center().distanceTo(inside))
                        .as("%s %s", box, inside)
                        .isLessThanOrEqualTo(box.circle().metres() + 0.001);
            }
        }

        @Test
        void asksForAnyPosition() {
            assertThat(holds(where(Spot::location).isNotNull(), SPOT)).isTrue();
            assertThat(holds(where(Spot::location).isNull(), BARE)).isTrue();
            assertThat(holds(where(Spot::location).around("other", 10), SPOT)).isTrue();
        }

        @Test
        void refusesBoxesAndIdsThatAreNone() {
            refuses(() -> bind(where(Spot::location).inBox(new GeoPoint(0, 1), new GeoPoint(1, 0))), "south");
            refuses(() -> bind(where(Spot::location).around(5, 10)), "a String, not a Integer");
            refuses(() -> bind(where(Spot::location).around("", 10)), "around this id");
            refuses(() -> bind(where(Spot::location).around("x", -1)), "0 metres or more");
            refuses(() -> bind(named("country").inBox(new GeoPoint(0, 0), new GeoPoint(1, 1))), "no GeoPoint");
        }
    }

    @Nested
    class AsText {

        @Test
        void readsAsItMeans() {
            assertThat(where(Spot::country)
                            .is("BR")
                            .and(where(Spot::population).atLeast(5).not())
                            .or(where(Spot::name).matches("a+")))
                    .hasToString("((country is 'BR' and not population from 5 to any) or name matches 'a+')");
            assertThat(named("tags").hasAnyOf(List.of("a", "b"))).hasToString("tags has an element of ['a', 'b']");
            assertThat(where(Spot::location).within(new GeoPoint(1, 2), 3))
                    .hasToString("location within 3.0 m of 1.0,2.0");
            assertThat(where(Spot::rating).in(Collections.singletonList(null))).hasToString("rating is null");
            assertThat(Criteria.allOf()).hasToString("everything");
        }

        @Test
        void isEqualByValue() {
            assertThat(where(Spot::country).in("a", "b"))
                    .isEqualTo(where(Spot::country).in("a", "b"));
            assertThat(where(Spot::country).in("a", "b"))
                    .isNotEqualTo(where(Spot::country).in("b", "a"));
            assertThat(where(Spot::name).contains("a"))
                    .isNotEqualTo(where(Spot::name).endsWith("a"));
        }
    }
}
