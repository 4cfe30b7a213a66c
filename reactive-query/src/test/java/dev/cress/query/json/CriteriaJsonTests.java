package dev.cress.query.json;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.Id;
import dev.cress.annotation.RedisEntity;
import dev.cress.convert.ValueConverter;
import dev.cress.entity.EntityOptions;
import dev.cress.geo.GeoPoint;
import dev.cress.property.PropertyPath;
import dev.cress.query.Measure;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.reference.Ref;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CriteriaJsonTests {

    private static final CriteriaJson<Measure> JSON = CriteriaJson.of(Measure.class);

    private static Condition<Object, Criteria<Measure>> named(String property) {
        return where(property);
    }

    private static List<Criteria<Measure>> leaves() {
        return List.of(
                named("count").is(3),
                named("count").in(Arrays.asList(1, 2)),
                named("level").in(Arrays.asList(0.1, Double.NaN)),
                named("share").is(1.5f),
                where(Measure::isChecked).is(true),
                named("mark").is('x'),
                named("grade").is(Measure.Grade.POOR),
                named("device").is(UUID.fromString("123e4567-e89b-12d3-a456-426614174000")),
                named("takenAt").atLeast(Instant.parse("2026-11-21T10:00:00.000000001Z")),
                named("day").lessThan(LocalDate.of(-5, 1, 1)),
                named("price").between(new BigDecimal("1.50"), new BigDecimal("9007199254740993.1")),
                named("serial").greaterThan(BigInteger.TWO.pow(200)),
                named("note").in(Arrays.asList(null, "", "{}", "\0", "\uD83D\uDE00", "\"quoted\\")),
                named("note").startsWith("a*"),
                named("note").endsWith(":"),
                named("note").contains(""),
                named("note").matches("a+\\d"),
                named("note").isEmpty(),
                named("tags").hasElement("t1"),
                named("tags").hasAllOf(List.of("a", "b")),
                named("place").within(new GeoPoint(-179.9, 0.1), 12.5),
                named("place").inBox(new GeoPoint(170, -1), new GeoPoint(-170, 1)),
                named("place").around("m-1", 1_000),
                named("id").in(List.of("a", "b")));
    }

    @Test
    void givesEachConditionBack() {
        for (Criteria<Measure> criteria : leaves()) {
            String text = JSON.write(criteria);
            assertThat(JSON.read(text)).as(text).isEqualTo(criteria);
        }
    }

    @Test
    void givesRandomCriteriaBack() {
        Random random = new Random(41);
        for (int i = 0; i < 5_000; i++) {
            Criteria<Measure> criteria = random(random, 5);
            String text = JSON.write(criteria);
            assertThat(JSON.read(text)).as(text).isEqualTo(criteria);
        }
    }

    private static Criteria<Measure> random(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaves().get(random.nextInt(leaves().size()));
        }
        List<Criteria<Measure>> terms = new ArrayList<>();
        for (int n = random.nextInt(3); n >= 0; n--) {
            terms.add(random(random, depth - 1));
        }
        return switch (random.nextInt(3)) {
            case 0 -> new Criteria.And<>(terms);
            case 1 -> new Criteria.Or<>(terms);
            default -> new Criteria.Not<>(terms.get(0));
        };
    }

    @Test
    void hasAFormThatOneCanWrite() {
        assertThat(JSON.write(where(Measure::getCount).is(3).and(named("note").startsWith("a"))))
                .isEqualTo("{\"and\":[{\"property\":\"count\",\"in\":[\"3\"]},"
                        + "{\"property\":\"note\",\"startsWith\":\"a\"}]}");
        assertThat(JSON.read("{\"property\": \"count\", \"in\": [3]}"))
                .isEqualTo(named("count").is(3));
        assertThat(JSON.read("{\"property\": \"checked\", \"in\": [true]}"))
                .isEqualTo(where(Measure::isChecked).is(true));
        assertThat(
                        JSON.read(
                                "{\"property\": \"serial\", \"between\": {\"from\": 9007199254740993, \"fromExcluded\": true}}"))
                .isEqualTo(named("serial").greaterThan(new BigInteger("9007199254740993")));
    }

    @Test
    void givesValuesBackInTheTypeOfTheirProperty() {
        Criteria<Measure> three = where(Measure::getCount).is(3);
        assertThat(JSON.read(JSON.write(three))).isEqualTo(named("count").is(3)).isNotEqualTo(three);
        assertThat(JSON.write(JSON.read(JSON.write(three)))).isEqualTo(JSON.write(three));
        assertThat(JSON.read(JSON.write(where(Measure::getMark).is('x'))))
                .isEqualTo(named("mark").is('x'));
        assertThat(JSON.read(JSON.write(named("level").is(5))))
                .isEqualTo(named("level").is(5.0));
    }

    @Test
    void keepsNumbersThatThePropertyCannotHold() {
        Criteria<Measure> half = named("serial").lessThan(new BigDecimal("5.5"));
        assertThat(JSON.read(JSON.write(half))).isEqualTo(half);
    }

    @Test
    void refusesWhatIsNoCriteria() {
        for (String text : List.of(
                "",
                "null",
                "[]",
                "{}",
                "5",
                "{\"and\":{}}",
                "{\"and\":[],\"or\":[]}",
                "{\"not\":[]}",
                "{\"xor\":[]}",
                "{\"property\":\"count\"}",
                "{\"property\":\"count\",\"in\":3}",
                "{\"property\":\"count\",\"in\":[[3]]}",
                "{\"property\":\"count\",\"in\":[\"three\"]}",
                "{\"property\":\"count\",\"in\":[3],\"is\":3}",
                "{\"property\":\"count\",\"like\":3}",
                "{\"property\":5,\"in\":[3]}",
                "{\"property\":\"colour\",\"in\":[\"red\"]}",
                "{\"property\":\"count\",\"between\":{\"from\":1,\"until\":2}}",
                "{\"property\":\"note\",\"isEmpty\":false}",
                "{\"property\":\"note\",\"startsWith\":5}",
                "{\"property\":\"note\",\"matches\":\"(\"}",
                "{\"property\":\"tags\",\"in\":[\"a\"]}",
                "{\"property\":\"place\",\"within\":{\"longitude\":500,\"latitude\":0,\"metres\":1}}",
                "{\"property\":\"place\",\"within\":{\"longitude\":5,\"latitude\":0}}",
                "{\"property\":\"place\",\"around\":{\"id\":null,\"metres\":1}}",
                "{\"property\":\"count\",\"property\":\"note\",\"in\":[3]}",
                "{\"property\":\"count\",\"in\":[3]} {}",
                "{\"@class\":\"java.lang.Runtime\",\"property\":\"count\",\"in\":[3]}",
                "{\"property\":\"note\",\"in\":[\"\\ud83d\"]}",
                "{\"property\":\"count\",\"in\":[1e999999]}")) {
            assertThatThrownBy(() -> JSON.read(text)).as(text).isInstanceOf(InvalidQueryException.class);
        }
    }

    @Test
    void refusesTooLongTooDeepTooMany() {
        assertThatThrownBy(() -> JSON.read(" ".repeat(65_537)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("at most 65536");
        assertThatThrownBy(() -> JSON.read("{\"not\":".repeat(17) + "{\"and\":[]}" + "}".repeat(17)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("deeper than 16");
        assertThatThrownBy(() -> JSON.read("{\"not\":".repeat(5_000))).isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> JSON.read("[".repeat(60_000))).isInstanceOf(InvalidQueryException.class);
        String leaf = "{\"property\":\"count\",\"in\":[1]}";
        assertThatThrownBy(() -> JSON.read("{\"or\":[" + (leaf + ",").repeat(256) + leaf + "]}"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("at most 256 conditions");
        assertThatThrownBy(() -> JSON.write(named("note").is("x".repeat(70_000))))
                .isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void quotesNothingOfTheTextInItsMessages() {
        assertThatThrownBy(() -> JSON.read("{\"secret\": 5, hidden"))
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("hidden")
                .hasNoCause();
        assertThatThrownBy(() -> JSON.read("{\"property\":\"count\",\"in\":[\"secret\"]}"))
                .hasMessageNotContaining("secret");
    }

    @Test
    void survivesDamage() {
        Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(JSON.write(random(random, 3)));
            for (int n = random.nextInt(3); n >= 0; n--) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, "{}[]\",:a1\\e".charAt(random.nextInt(11)));
            }
            try {
                assertThat(JSON.read(text.toString())).isInstanceOfAny(Criteria.class, PropertyCriteria.class);
            } catch (InvalidQueryException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }

    @RedisEntity("town")
    record Town(@Id UUID id, int size, List<String> names, GeoPoint place, Heat heat) {}

    @RedisEntity("visit")
    record Visit(@Id String id, Ref<Town> town, Heat heat) {}

    record Heat(int degrees) {}

    @Test
    void carriesConditionsOnWhatIsReferredTo() {
        CriteriaJson<Visit> json = CriteriaJson.of(
                Visit.class,
                EntityOptions.builder()
                        .converter(ValueConverter.of(Heat.class, Integer.class, Heat::degrees, Heat::new))
                        .build());
        UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
        for (Criteria<Visit> criteria : List.<Criteria<Visit>>of(
                where(PropertyPath.through(Visit::town).then(Town::id)).is(id),
                Criteria.<Visit>where("town.size").atLeast(5),
                Criteria.<Visit>where("town.names").hasElement("x"),
                Criteria.<Visit>where("town.place").around(id, 10),
                Criteria.<Visit>where("town.heat").is(new Heat(3)).not(),
                Criteria.<Visit>where("heat").lessThan(new Heat(3)))) {
            assertThat(json.read(json.write(criteria))).isEqualTo(criteria);
        }
        assertThat(json.write(Criteria.<Visit>where("town.size").is(5)))
                .isEqualTo("{\"property\":\"town.size\",\"in\":[\"5\"]}");
        assertThatThrownBy(() -> json.read("{\"property\":\"town.colour\",\"in\":[\"red\"]}"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("town has no property colour");
    }
}
