package dev.cress.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.PartitionBy;
import dev.cress.annotation.RedisEntity;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.Criteria;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Plans over indexes of several properties. */
class CompositePlansTests {

    @RedisEntity("city")
    @CompositeIndex({"country", "population"})
    @CompositeIndex({"country", "admin", "name"})
    record City(
            @Id String id,
            @Nullable String name,
            @Indexed String country,
            @Indexed long population,
            String admin) {}

    private static final EntityModel<City> MODEL = EntityModel.of(City.class);
    private static final GoldenPlans FILES = new GoldenPlans("composite-plans");
    private static final String GERMANS = "index=[country+population], country=[DE]";

    private static Question where(Criteria<City> criteria) {
        return new Question(MODEL, criteria);
    }

    private static Criteria<City> country(String value) {
        return Criteria.where(City::country).is(value);
    }

    private static Criteria<City> populationFrom(long value) {
        return Criteria.where(City::population).atLeast(value);
    }

    private static Criteria<City> admin(String value) {
        return Criteria.where(City::admin).is(value);
    }

    private static Map<String, Question> questions() {
        Map<String, Question> all = new TreeMap<>();
        all.put(
                "equality-and-range",
                where(country("DE").and(populationFrom(100_000)))
                        .size("country=[DE]", 8_000)
                        .size("population=[[100000, +inf)]", 4_000)
                        .size(GERMANS + ", population=[[100000, +inf)]", 80));
        all.put(
                "top-of-a-country",
                where(country("DE"))
                        .size("country=[DE]", 8_000)
                        .size(GERMANS, 8_000)
                        .size("index=[country+admin+name], country=[DE]", 8_000)
                        .descending("population")
                        .limit(10));
        all.put(
                "top-of-a-range-backwards",
                where(country("DE").and(populationFrom(100_000)))
                        .size("country=[DE]", 8_000)
                        .size(GERMANS + ", population=[[100000, +inf)]", 80)
                        .descending("population")
                        .limit(10));
        all.put(
                "three-equalities",
                where(country("DE")
                                .and(admin("Bavaria"))
                                .and(Criteria.where(City::name).is("Neustadt")))
                        .size("country=[DE]", 8_000)
                        .size("index=[country+admin+name], country=[DE], admin=[Bavaria], name=[Neustadt]", 3)
                        .byId());
        all.put(
                "prefix-of-the-last",
                where(country("DE")
                                .and(admin("Bavaria"))
                                .and(Criteria.where(City::name).startsWith("Neu")))
                        .size("country=[DE]", 8_000)
                        .size("index=[country+admin+name], country=[DE], admin=[Bavaria], name=[Neu*]", 30));
        all.put(
                "null-of-the-last",
                where(country("DE")
                                .and(admin("Bavaria"))
                                .and(Criteria.where(City::name).isNull()))
                        .size("country=[DE]", 8_000)
                        .size("index=[country+admin+name], country=[DE], admin=[Bavaria], name=[null]", 1));
        all.put(
                "stops-at-a-range",
                where(country("DE")
                                .and(Criteria.where(City::admin).startsWith("B"))
                                .and(Criteria.where(City::name).is("Neustadt")))
                        .size("country=[DE]", 8_000)
                        .size("index=[country+admin+name], country=[DE], admin=[B*]", 900));
        all.put(
                "several-values-by-id",
                where(Criteria.where(City::country)
                                .in("DE", "FR")
                                .and(Criteria.where(City::population).in(5L, 7L)))
                        .size("country=[DE or FR]", 9_000)
                        .size("population=[5 or 7]", 100)
                        .size("index=[country+population], country=[DE or FR], population=[5 or 7]", 8)
                        .byId());
        all.put(
                "several-values-in-order",
                where(Criteria.where(City::country).in("DE", "FR").and(populationFrom(100_000)))
                        .size("country=[DE or FR]", 9_000)
                        .size("index=[country+population], country=[DE or FR], population=[[100000, +inf)]", 90)
                        .ascending("country")
                        .ascending("population")
                        .limit(10));
        all.put(
                "everything-in-order",
                everything().ascending("country").ascending("population").limit(10));
        all.put(
                "everything-in-mixed-order",
                everything()
                        .ascending("country")
                        .descending("population")
                        .limit(10)
                        .scan());
        all.put("order-refused", everything().ascending("population").ascending("country"));
        all.put(
                "count",
                where(country("DE").and(populationFrom(100_000)))
                        .size(GERMANS + ", population=[[100000, +inf)]", 80)
                        .count());
        all.put(
                "ids-only",
                where(country("DE").and(populationFrom(100_000)))
                        .size("country=[DE]", 8_000)
                        .size(GERMANS + ", population=[[100000, +inf)]", 80)
                        .ids());
        all.put(
                "with-residual",
                where(country("DE")
                                .and(populationFrom(100_000))
                                .and(Criteria.where(City::name).endsWith("stadt")))
                        .size("country=[DE]", 8_000)
                        .size(GERMANS + ", population=[[100000, +inf)]", 80));
        return all;
    }

    @RedisEntity(value = "reading", id = ReadingId.class)
    record Reading(
            @Id @PartitionBy @Indexed String sensor,
            @Id int number,
            @Indexed double value) {}

    record ReadingId(String sensor, int number) {}

    @Test
    void saysWhichPartitionsAreAsked() {
        Criteria<Reading> one = Criteria.where(Reading::sensor).is("s");
        EntityModel<Reading> model = EntityModel.of(Reading.class);
        assertThat(PlanPrinter.print(new Question(model, one).plan()))
                .startsWith("Fetch(entity=[reading], partitions of sensor=[s])");
        assertThat(PlanPrinter.print(new Question(model, one).count().plan()))
                .startsWith("CountEntries(sensor=[s], partitions of sensor=[s])");
        assertThat(PlanPrinter.print(new Question(model, one).ids().plan()))
                .startsWith("Cover(entity=[reading], partitions of sensor=[s])");
        for (Criteria<Reading> other : List.of(
                one.not(),
                one.or(Criteria.where(Reading::value).is(1.0)),
                Criteria.<Reading>where("sensor").startsWith("s"))) {
            assertThat(PlanPrinter.print(new Question(model, other).plan())).doesNotContain("partitions of");
        }
    }

    private static Question everything() {
        return where(Criteria.allOf());
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
    void leavesAManyTimesManyValuesToOneIndex() {
        Object[] countries = IntStream.range(0, 20).mapToObj(i -> "C" + i).toArray();
        Object[] sizes = IntStream.range(0, 20).mapToObj(Long::valueOf).toArray();
        Criteria<City> both = Criteria.<City>where("country")
                .in(countries)
                .and(Criteria.<City>where("population").in(sizes));
        assertThat(AccessPaths.of(where(both).spec())).allMatch(path -> path.size() <= 64);
    }
}
