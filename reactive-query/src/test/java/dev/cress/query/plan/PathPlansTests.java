package dev.cress.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Plans over indexes of elements, and of values inside of others. */
class PathPlansTests {

    @RedisEntity("shop")
    record Shop(
            @Id String id,
            @Indexed String country,
            @Indexed List<String> tags,
            @Indexed(paths = {"city", "rooms.seats"}) Address address,
            List<Integer> sizes) {}

    record Address(String city, String street, List<Room> rooms) {}

    record Room(int seats) {}

    private static final EntityModel<Shop> MODEL = EntityModel.of(Shop.class);
    private static final GoldenPlans FILES = new GoldenPlans("path-plans");

    private static Question where(Criteria<Shop> criteria) {
        return new Question(MODEL, criteria);
    }

    private static Condition<Object, Criteria<Shop>> on(String path) {
        return Criteria.where(path);
    }

    private static Map<String, Question> questions() {
        Map<String, Question> all = new TreeMap<>();
        all.put("element", where(on("tags").hasElement("new")));
        all.put("element-by-id", where(on("tags").hasElement("new")).byId());
        all.put("any-of", where(on("tags").hasAnyOf(List.of("new", "hot"))).size("tags=[hot or new]", 40));
        all.put(
                "all-of",
                where(on("tags").hasAllOf(List.of("new", "hot")))
                        .size("tags=[hot]", 4_000)
                        .size("tags=[new]", 40));
        all.put(
                "element-probed",
                where(on("country").is("DE").and(on("tags").hasElement("new")))
                        .size("country=[DE]", 40)
                        .size("tags=[new]", 4_000));
        all.put(
                "without-element",
                where(on("country").is("DE").and(on("tags").hasElement("new").not()))
                        .size("country=[DE]", 4_000)
                        .size("tags=[new]", 40_000));
        all.put("element-counted", where(on("tags").hasElement("new")).count());
        all.put(
                "any-of-counted",
                where(on("tags").hasAnyOf(List.of("new", "hot"))).count());
        all.put("element-ids", where(on("tags").hasElement("new")).ids());
        all.put(
                "element-or-value",
                where(on("tags").hasElement("new").or(on("country").is("DE")))
                        .size("tags=[new]", 40)
                        .size("country=[DE]", 4_000));
        all.put("nested", where(on("address.city").is("Bonn")));
        all.put("nested-range", where(on("address.city").startsWith("B")));
        all.put("nested-negated", where(on("address.city").is("Bonn").not()));
        all.put("nested-null", where(on("address.city").isNull()));
        all.put("nested-counted", where(on("address.city").atLeast("B")).count());
        all.put("nested-unindexed", where(on("address.street").is("Markt")));
        all.put("nested-of-elements", where(on("address.rooms.seats").is(4)));
        all.put("range-of-elements", where(on("address.rooms.seats").atLeast(4)));
        all.put("elements-unindexed", where(on("sizes").hasElement(4)));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> plansAsTheFilesSay() {
        return FILES.compare(questions());
    }

    @Test
    void hasAQuestionForEachFile() throws IOException {
        assertThat(FILES.names())
                .containsExactlyInAnyOrderElementsOf(questions().keySet());
    }

    @Test
    void doesNotMergeAnyNumberOfElements() {
        List<String> many = IntStream.range(0, 17).mapToObj(i -> "t" + i).toList();
        assertThat(where(on("tags").hasAnyOf(many)).text()).contains("refused");
        assertThat(where(on("tags").hasAnyOf(many)).scan().text()).contains("PrimaryScan");
    }
}
