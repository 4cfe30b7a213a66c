package dev.cress.query.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.connection.Direction;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.predicate.Predicate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Plans over indexes of one property. */
class PlannerTests {

    @RedisEntity("city")
    record City(
            @Id String id,
            @Indexed @Nullable String name,
            @Indexed String country,
            @Indexed long population,
            @Indexed int rank,
            String admin,
            @GeoIndexed @Nullable GeoPoint location,
            @Nullable GeoPoint harbour) {}

    private static final EntityModel<City> MODEL = EntityModel.of(City.class);
    private static final GoldenPlans FILES = new GoldenPlans("plans");
    private static final GeoPoint BERLIN = new GeoPoint(13.4, 52.5);

    private static Question where(Criteria<City> criteria) {
        return new Question(MODEL, criteria);
    }

    private static Question everything() {
        return new Question(MODEL, Criteria.allOf());
    }

    private static Criteria<City> country(String value) {
        return Criteria.where(City::country).is(value);
    }

    private static Criteria<City> name(String value) {
        return Criteria.where(City::name).is(value);
    }

    private static Criteria<City> populationFrom(long value) {
        return Criteria.where(City::population).atLeast(value);
    }

    private static Criteria<City> admin(String value) {
        return Criteria.where(City::admin).is(value);
    }

    private static Criteria<City> near(double metres) {
        return Criteria.where(City::location).within(BERLIN, metres);
    }

    private static Map<String, Question> questions() {
        Map<String, Question> all = new TreeMap<>();
        all.put(
                "reference",
                where(name("Ada").and(country("DE")))
                        .resolved(new Resolve.Reference(
                                "mayor.name is 'Ada'",
                                new PlanNode.Cover(
                                        new PlanNode.PrimaryScan("x", Direction.ASCENDING, 3),
                                        "mayor",
                                        OptionalLong.of(1_001),
                                        null),
                                2))
                        .size("country=[DE]", 8_000)
                        .size("name=[Ada]", 40));
        all.put("equality", where(country("DE")).size("country=[DE]", 8_000));
        all.put("null", where(Criteria.where(City::name).isNull()).size("name=[null]", 12));
        all.put(
                "in",
                where(Criteria.where(City::country).in("DE", "FR", "BR")).size("country=[BR or DE or FR]", 9_000));
        all.put("not-in", where(Criteria.where(City::country).notIn("DE", "FR")));
        all.put(
                "range",
                where(Criteria.where(City::population).between(10L, 99L)).size("population=[[10, 99]]", 700));
        all.put("prefix", where(Criteria.where(City::name).startsWith("San")).size("name=[San*]", 2_500));
        all.put(
                "and-probes-the-larger",
                where(country("DE").and(name("Neustadt")))
                        .size("country=[DE]", 8_000)
                        .size("name=[Neustadt]", 40));
        all.put(
                "and-filters-a-range",
                where(country("DE").and(populationFrom(1_000_000)))
                        .size("country=[DE]", 50)
                        .size("population=[[1000000, +inf)]", 300));
        all.put(
                "and-filters-what-nearly-all-have",
                where(country("DE").and(name("Neustadt")))
                        .size("country=[DE]", 90_000)
                        .size("name=[Neustadt]", 40));
        all.put(
                "and-merges-one-property",
                where(populationFrom(5).and(Criteria.where(City::population).lessThan(9))));
        all.put("and-with-residual", where(country("DE").and(admin("Bavaria"))).size("country=[DE]", 8_000));
        all.put(
                "and-of-negation",
                where(country("DE").and(name("Neustadt").not())).size("country=[DE]", 8_000));
        all.put("or-of-one-property", where(country("DE").or(country("FR"))).size("country=[DE or FR]", 9_000));
        all.put(
                "or-becomes-union",
                where(country("DE").or(name("San Jose")))
                        .size("country=[DE]", 8_000)
                        .size("name=[San Jose]", 30));
        all.put(
                "or-in-and",
                where(near(10_000).and(country("DE").or(populationFrom(1_000_000))))
                        .size("country=[DE]", 8_000)
                        .size("population=[[1000000, +inf)]", 300));
        all.put(
                "or-in-and-drives",
                where(admin("Bavaria").and(country("DE").or(populationFrom(1_000_000))))
                        .size("country=[DE]", 8_000)
                        .size("population=[[1000000, +inf)]", 300));
        all.put(
                "and-in-or",
                where(country("DE").and(admin("Bavaria")).or(name("Wien").and(country("AT"))))
                        .size("country=[DE]", 8_000)
                        .size("country=[AT]", 1_500)
                        .size("name=[Wien]", 2));
        all.put("or-with-unindexed-branch", where(country("DE").or(admin("Bavaria"))));
        all.put(
                "or-with-unindexed-branch-scan",
                where(country("DE").or(admin("Bavaria"))).scan());
        all.put("sort-by-index", everything().descending("population").limit(10));
        all.put("sort-by-index-unlimited", everything().ascending("population"));
        all.put(
                "sort-in-the-range",
                where(populationFrom(1_000))
                        .size("population=[[1000, +inf)]", 20_000)
                        .descending("population")
                        .limit(10));
        all.put(
                "sort-with-selective-driver",
                where(name("Neustadt"))
                        .size("name=[Neustadt]", 40)
                        .descending("population")
                        .limit(10));
        all.put(
                "sort-with-broad-driver",
                where(country("DE"))
                        .size("country=[DE]", 60_000)
                        .descending("population")
                        .limit(10));
        all.put(
                "sort-by-two",
                where(country("DE"))
                        .size("country=[DE]", 8_000)
                        .ascending("name")
                        .descending("rank")
                        .limit(5));
        all.put(
                "sort-unindexed",
                where(country("DE"))
                        .size("country=[DE]", 8_000)
                        .ascending("admin")
                        .limit(5));
        all.put("sort-unindexed-everything", everything().ascending("admin"));
        all.put(
                "sort-unindexed-everything-scan",
                everything().ascending("admin").scan());
        all.put(
                "sort-by-id-of-one-value",
                where(country("DE")).size("country=[DE]", 8_000).byId());
        all.put(
                "sort-by-id-of-two-values",
                where(Criteria.where(City::country).in("DE", "FR")).byId().limit(3));
        all.put("near", where(near(10_000)));
        all.put("near-sorted", where(near(10_000)).nearest(BERLIN).limit(3));
        all.put(
                "near-sorted-from-elsewhere",
                where(near(10_000)).nearest(new GeoPoint(0, 0)).limit(3));
        all.put("near-with-equality", where(near(500_000).and(country("DE"))).size("country=[DE]", 8_000));
        all.put(
                "near-with-rare-equality",
                where(near(5_000_000).and(name("Neustadt"))).size("name=[Neustadt]", 40));
        all.put("near-negated", where(country("DE").and(near(10_000).not())).size("country=[DE]", 8_000));
        all.put("near-everything", everything().nearest(BERLIN).limit(3));
        all.put("near-unindexed", where(Criteria.where(City::harbour).within(BERLIN, 5)));
        all.put("contradiction", where(country("DE").and(country("FR"))));
        all.put(
                "contradiction-in-branch",
                where(country("DE").and(country("FR")).or(name("Wien"))).size("name=[Wien]", 2));
        all.put("nothing", where(Criteria.anyOf()));
        all.put("everything", everything());
        all.put("everything-limited", everything().limit(7));
        all.put("scan-refused", where(admin("Bavaria")));
        all.put(
                "scan-refused-for-two",
                where(admin("Bavaria").and(Criteria.where(City::harbour).within(BERLIN, 5))));
        all.put("scan-allowed", where(admin("Bavaria")).scan().limit(3));
        all.put(
                "scan-in-order",
                where(admin("Bavaria")).scan().ascending("rank").limit(3));
        all.put("count-everything", everything().count());
        all.put(
                "count-equality",
                where(country("DE")).size("country=[DE]", 8_000).count());
        all.put(
                "count-range-ignores-order",
                where(populationFrom(5)).descending("name").limit(3).count());
        all.put(
                "count-by-probe",
                where(country("DE").and(name("Neustadt")))
                        .size("country=[DE]", 8_000)
                        .size("name=[Neustadt]", 40)
                        .count());
        all.put(
                "count-filtered",
                where(country("DE").and(admin("Bavaria")))
                        .size("country=[DE]", 8_000)
                        .count());
        all.put("count-nothing", where(country("DE").and(country("FR"))).count());
        all.put("count-refused", where(admin("Bavaria")).count());
        addNew(all);
        return all;
    }

    private static void addNew(Map<String, Question> all) {
        Criteria<City> tagged = Criteria.<City>where("admin").contains("a");
        all.put("contains-with-equality", where(country("DE").and(tagged)).size("country=[DE]", 8_000));
        all.put("contains-refused", where(tagged));
        all.put(
                "ends-with-scan",
                where(Criteria.where(City::name).endsWith("burg")).scan().limit(3));
        all.put(
                "not-matches",
                where(country("DE")
                                .and(Criteria.where(City::name).matches("B.*").not()))
                        .size("country=[DE]", 8_000));
        all.put("box", where(Criteria.where(City::location).inBox(new GeoPoint(5, 47), new GeoPoint(15, 55))));
        all.put(
                "nearest",
                where(Criteria.where(City::location).isNotNull())
                        .nearest(BERLIN)
                        .limit(5));
        all.put(
                "nearest-unindexed",
                where(Criteria.where(City::harbour).isNotNull()).limit(5));
        all.put("around", where(Criteria.where(City::location).around("2950159", 50_000)));
        all.put(
                "ids",
                where(Criteria.where(City::id).in("b", "a").and(country("DE"))).size("country=[DE]", 8_000));
        all.put("id-prefix-refused", where(Criteria.where(City::id).startsWith("a")));
        all.put("by-id", everything().byId().limit(5));
        all.put("by-id-descending", everything().byIdDescending().limit(5));
        all.put(
                "by-id-descending-of-one-value",
                where(country("DE")).size("country=[DE]", 50).byIdDescending());
        all.put(
                "by-id-of-few",
                where(Criteria.where(City::country).in("DE", "FR"))
                        .size("country=[DE or FR]", 90)
                        .byId());
        all.put(
                "merge",
                where(country("DE").or(name("Wien")))
                        .size("country=[DE]", 8_000)
                        .size("name=[Wien]", 2)
                        .byId());
        all.put(
                "merge-counted",
                where(country("DE").or(name("Wien")))
                        .size("country=[DE]", 8_000)
                        .size("name=[Wien]", 2)
                        .count());
        all.put(
                "count-difference",
                where(country("DE").and(name("Wien").not()))
                        .size("country=[DE]", 8_000)
                        .count());
        all.put("ids-only", where(country("DE")).size("country=[DE]", 8_000).ids());
        all.put(
                "ids-only-filtered",
                where(country("DE").and(admin("Bavaria")))
                        .size("country=[DE]", 8_000)
                        .ids());
        all.put("projection", where(country("DE")).size("country=[DE]", 8_000).fields("name", "rank"));
        all.put(
                "subsumed",
                where(country("DE").and(country("DE").or(name("Wien")))).size("country=[DE]", 8_000));
        all.put("subsumed-circles", where(near(10_000).or(near(500))));
        all.put("contradiction-of-areas", where(near(500).and(near(10_000).not())));
    }

    @TestFactory
    Stream<DynamicTest> plansAsTheFilesSay() {
        return FILES.compare(questions());
    }

    /** A tag of a meter has few values, whatever is asked. */
    @Test
    void haveFewShapes() {
        Set<String> shapes = new TreeSet<>();
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            Question question = where(random(random, 4)).of(1_000).scan();
            shapes.add(PlanShape.of(
                    (random.nextBoolean() ? question.count() : question.limit(5).byId()).plan()));
        }
        assertThat(shapes).contains("count", "empty", "fetch/filter/probe/lookup", "fetch/sort/union");
        assertThat(shapes).hasSizeLessThan(80);
    }

    private static Criteria<City> random(Random random, int depth) {
        if (depth > 0 && random.nextBoolean()) {
            Criteria<City> one = random(random, depth - 1);
            Criteria<City> other = random(random, depth - 1);
            return random.nextBoolean() ? one.and(other) : one.or(other);
        }
        return switch (random.nextInt(6)) {
            case 0 -> country("c" + random.nextInt(3));
            case 1 -> name("n" + random.nextInt(3));
            case 2 -> populationFrom(random.nextInt(9));
            case 3 -> admin("a");
            case 4 -> near(1 + random.nextInt(5));
            default -> Criteria.where(City::id).in("1", "2");
        };
    }

    @Test
    void hasAQuestionForEachFile() throws IOException {
        assertThat(FILES.names())
                .containsExactlyInAnyOrderElementsOf(questions().keySet());
    }

    @Nested
    class Choice {

        @Test
        void letsTheSmallerIndexDriveWhateverTheOrderOfConditions() {
            for (Criteria<City> both : List.of(
                    country("DE").and(name("Neustadt")), name("Neustadt").and(country("DE")))) {
                assertThat(driver(where(both).size("country=[DE]", 8_000).size("name=[Neustadt]", 40)))
                        .isEqualTo("name");
                assertThat(driver(where(both).size("country=[DE]", 40).size("name=[Neustadt]", 8_000)))
                        .isEqualTo("country");
            }
        }

        @Test
        void takesTheFirstConditionWhenCostsAreEqual() {
            assertThat(driver(where(country("DE").and(name("Neustadt"))))).isEqualTo("country");
            assertThat(driver(where(name("Neustadt").and(country("DE"))))).isEqualTo("name");
        }

        @Test
        void followsTheOrderWhenManyMatchAndTheConditionWhenFewDo() {
            for (long matching : new long[] {1, 10, 100}) {
                assertThat(driver(where(country("DE"))
                                .size("country=[DE]", matching)
                                .descending("population")
                                .limit(10)))
                        .isEqualTo("country");
            }
            for (long matching : new long[] {20_000, 100_000}) {
                assertThat(driver(where(country("DE"))
                                .size("country=[DE]", matching)
                                .descending("population")
                                .limit(10)))
                        .isEqualTo("population");
            }
        }

        @Test
        void followsTheConditionWhenAllIsWanted() {
            assertThat(driver(where(country("DE")).size("country=[DE]", 20_000).descending("population")))
                    .isEqualTo("country");
        }

        @Test
        void searchesSmallCirclesAndFiltersLargeOnes() {
            Question small = where(near(1_000).and(country("DE"))).size("country=[DE]", 8_000);
            Question large = where(near(10_000_000).and(country("DE"))).size("country=[DE]", 8_000);
            assertThat(PlanPrinter.print(small.plan())).contains("GeoSearch(");
            assertThat(driver(large)).isEqualTo("country");
        }

        @Test
        void readsAnIndexBackwardsForADescendingOrder() {
            PlanNode plan = where(populationFrom(5)).descending("population").plan();
            assertThat(PlanPrinter.print(plan)).contains(", descending)").doesNotContain("Sort(");
        }

        @Test
        void asksForSizesOnlyWhereTheyDecide() {
            assertThat(AccessPaths.matter(where(country("DE")).spec())).isFalse();
            assertThat(AccessPaths.matter(everything().descending("population").spec()))
                    .isFalse();
            assertThat(AccessPaths.matter(where(country("DE").and(name("x"))).spec()))
                    .isTrue();
            assertThat(AccessPaths.matter(where(country("DE").or(name("x"))).spec()))
                    .isTrue();
            assertThat(AccessPaths.matter(where(country("DE")).ascending("name").spec()))
                    .isTrue();
        }

        private String driver(Question question) {
            PlanNode node = question.plan();
            while (!(node instanceof PlanNode.IndexScan scan)) {
                node = node instanceof PlanNode.Fetch fetch
                        ? fetch.input()
                        : node instanceof PlanNode.Sort sort
                                ? sort.input()
                                : node instanceof PlanNode.Filter filter
                                        ? filter.input()
                                        : ((PlanNode.Probe) node).input();
            }
            return scan.path().index().name();
        }
    }

    @Nested
    class Visiting {

        /** Says which method it was led to. */
        private final PlanVisitor<String> names = new PlanVisitor<>() {
            @Override
            public String empty(PlanNode.Empty node) {
                return "Empty";
            }

            @Override
            public String primaryScan(PlanNode.PrimaryScan node) {
                return "PrimaryScan";
            }

            @Override
            public String idLookup(PlanNode.IdLookup node) {
                return "IdLookup";
            }

            @Override
            public String merge(PlanNode.Merge node) {
                return "Merge";
            }

            @Override
            public String cover(PlanNode.Cover node) {
                return "Cover";
            }

            @Override
            public String indexScan(PlanNode.IndexScan node) {
                return "IndexScan";
            }

            @Override
            public String geoSearch(PlanNode.GeoSearch node) {
                return "GeoSearch";
            }

            @Override
            public String union(PlanNode.Union node) {
                return "Union";
            }

            @Override
            public String probe(PlanNode.Probe node) {
                return "Probe";
            }

            @Override
            public String filter(PlanNode.Filter node) {
                return "Filter";
            }

            @Override
            public String sort(PlanNode.Sort node) {
                return "Sort";
            }

            @Override
            public String fetch(PlanNode.Fetch node) {
                return "Fetch";
            }

            @Override
            public String countEntries(CountEntries node) {
                return "CountEntries";
            }

            @Override
            public String resolve(Resolve node) {
                return "Resolve";
            }
        };

        @Test
        void leadsEachKindOfStepToItsOwnMethod() {
            PlanNode leaf = new PlanNode.Empty("why");
            var index = MODEL.indexes().all().get(0);
            var ranges = dev.cress.query.predicate.RangeSet.ALL;
            Predicate.Within circle =
                    new Predicate.Within(MODEL.property("location").orElseThrow(), BERLIN, 1);
            List<PlanNode> nodes = List.of(
                    leaf,
                    new PlanNode.PrimaryScan("why", Direction.ASCENDING, 1),
                    new PlanNode.IdLookup(
                            new Predicate.InRanges(
                                    MODEL.id(),
                                    dev.cress.query.predicate.RangeSet.point(
                                            MODEL.id().entryType().orElseThrow().encode(new byte[] {'1'}), "1")),
                            Direction.ASCENDING),
                    new PlanNode.Cover(leaf, "city", OptionalLong.empty(), null),
                    new PlanNode.Merge(List.of(leaf, leaf), Direction.ASCENDING),
                    new PlanNode.IndexScan(new AccessPath.Ordered(index, ranges), Direction.ASCENDING, 1),
                    new PlanNode.GeoSearch(index, circle, circle, 1),
                    new PlanNode.Union(List.of(leaf, leaf)),
                    new PlanNode.Probe(leaf, List.of(), 1),
                    new PlanNode.Filter(leaf, new Predicate.Always(), 1),
                    new PlanNode.Sort(leaf, SortOrder.BY_ID, OptionalLong.empty()),
                    new PlanNode.Fetch(leaf, "city", Fields.ALL, OptionalLong.empty(), null),
                    new CountEntries(null, 1, null),
                    new Resolve(List.of(new Resolve.Reference("mayor.name is 'Ada'", leaf, 0)), leaf));

            assertThat(nodes).hasSize(PlanNode.class.getPermittedSubclasses().length);
            for (PlanNode node : nodes) {
                assertThat(node.accept(names)).isEqualTo(node.getClass().getSimpleName());
                assertThat(PlanPrinter.print(node)).contains("rows≈").doesNotEndWith("\n");
            }
        }

        @Test
        void refusesAUnionOfOne() {
            PlanNode leaf = new PlanNode.Empty("why");
            assertThatThrownBy(() -> new PlanNode.Union(List.of(leaf))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
