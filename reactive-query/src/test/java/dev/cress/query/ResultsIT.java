package dev.cress.query;

import static dev.cress.query.ObservedPlaces.PATIENCE;
import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.geo.GeoPoint;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.execute.QueryAnalysis;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The forms in which a query gives its results, and what each of them sends. */
@Execution(ExecutionMode.SAME_THREAD) // counts what its executors send
@RedisTest
class ResultsIT extends PlacesTest {

    record Name(String id, @Nullable String name) {}

    interface Summary {
        String getCountry();

        @Nullable
        Double rating();

        default String text() {
            return getCountry() + rating();
        }
    }

    static final int COUNT = 600;
    private static final ObservedPlaces PLACES = new ObservedPlaces(COUNT, ResultsIT::place);

    ResultsIT(RedisEnvironment redis) {
        super(redis, PLACES);
    }

    @AfterAll
    static void close() {
        PLACES.close();
    }

    /** Places 0 to 599: ten in each of 60 countries, each third without a rating, on a grid of 30 by 20. */
    static Place place(int i) {
        return new Place(
                String.format("p%05d", i),
                "n" + i,
                "c" + i % 60,
                i,
                i % 3 == 0 ? null : i % 30 / 4.0,
                i % 2 == 0 ? "even" : "odd",
                i % 50 == 49 ? null : new GeoPoint(i % 30 * 0.01, i / 30 * 0.01));
    }

    static List<Place> places(Predicate<Place> test) {
        return IntStream.range(0, COUNT).mapToObj(ResultsIT::place).filter(test).toList();
    }

    @Nested
    class Forms {

        @Test
        void readsOnlyTheFieldsOfARecord() {
            everywhere((places, executor, partitions) -> {
                List<Name> names = places.query()
                        .where(Place::country)
                        .is("c7")
                        .orderBy("id")
                        .descending()
                        .as(Name.class)
                        .all()
                        .collectList()
                        .block();
                assertThat(names)
                        .isEqualTo(places(p -> p.country().equals("c7")).stream()
                                .sorted(Comparator.comparing(Place::id).reversed())
                                .map(p -> new Name(p.id(), p.name()))
                                .toList());
                List<String> trips = executor.trips();
                assertThat(trips).last().isEqualTo("HMGET 10");
                assertThat(executor.fields()).as("version, name, country").isEqualTo(3);
            });
        }

        @Test
        void givesInterfacesAndMaps() {
            everywhere((places, executor, partitions) -> {
                Summary summary = places.query()
                        .where(Place::name)
                        .is("n3")
                        .as(Summary.class)
                        .one()
                        .block();
                assertThat(summary.getCountry()).isEqualTo("c3");
                assertThat(summary.rating()).isNull();
                assertThat(summary.text()).isEqualTo("c3null");
                assertThat(summary)
                        .isEqualTo(places.query()
                                .where(Place::name)
                                .is("n3")
                                .as(Summary.class)
                                .first()
                                .block())
                        .hasToString("Summary{getCountry=c3, rating=null}");
                Map<String, Object> expected = new LinkedHashMap<>();
                expected.put("rating", null);
                expected.put("id", "p00003");
                expected.put("population", 3L);
                Map<String, Object> map = places.query()
                        .where(Place::name)
                        .is("n3")
                        .asMaps("rating", "id", "population")
                        .one()
                        .block();
                assertThat(map).isEqualTo(expected);
                assertThat(map.keySet()).containsExactly("rating", "id", "population");
            });
        }

        @Test
        void refusesFormsThatTheEntityHasNot() {
            everywhere((places, executor, partitions) -> {
                Query<Place> query = places.query();
                for (ThrowingCallable call : List.<ThrowingCallable>of(
                        () -> query.as(Wrong.class),
                        () -> query.as(Mistyped.class),
                        () -> query.as(Primitive.class),
                        () -> query.as(String.class),
                        () -> query.as(Comparable.class),
                        () -> query.asMaps("colour"),
                        () -> query.asMaps("location.latitude"),
                        () -> query.ids(Long.class),
                        () -> query.values(Place::location),
                        () -> query.values(Place::name).sum(),
                        () -> query.orderBy("id").ascending().orderBy("name"),
                        () -> query.orderBy("location.latitude"),
                        () -> query.offset(1).delete(),
                        () -> query.offset(1).patch(),
                        () -> query.offset(1).page(5))) {
                    assertThatThrownBy(call).isInstanceOf(InvalidQueryException.class);
                }
                assertThat(executor.trips()).isEmpty();
            });
        }

        record Wrong(String colour) {}

        record Mistyped(int name) {}

        record Primitive(double rating) {}

        @Test
        void givesIdsWithoutReadingAnEntity() {
            everywhere((places, executor, partitions) -> {
                Query<Place> inCountry = places.query().where(Place::country).is("c7");
                assertThat(inCountry.ids(String.class).all().collectList().block())
                        .isEqualTo(places(p -> p.country().equals("c7")).stream()
                                .map(Place::id)
                                .toList());
                assertThat(executor.trips()).containsExactly("ZRANGEBYLEX " + partitions);
                assertThat(inCountry.exists().block()).isTrue();
                assertThat(executor.trips()).containsExactly("ZRANGEBYLEX " + partitions);
                Query<Place> either = places.query()
                        .matching(where(Place::country)
                                .is("c7")
                                .or(where(Place::name).in("n7", "n8")));
                assertThat(either.count().block()).isEqualTo(11);
                assertThat(either.orderBy("id")
                                .descending()
                                .ids(String.class)
                                .all()
                                .collectList()
                                .block())
                        .hasSize(11)
                        .isSortedAccordingTo(Comparator.reverseOrder());
                assertThat(places.query()
                                .where(Place::country)
                                .is("c7")
                                .and(Place::name)
                                .isNot("n7")
                                .count()
                                .block())
                        .isEqualTo(9);
                assertThat(executor.trips()).noneMatch(trip -> trip.startsWith("HMGET"));
                assertThat(places.query()
                                .where(Place::admin)
                                .is("odd")
                                .and(Place::country)
                                .is("c7")
                                .ids(String.class)
                                .all()
                                .count()
                                .block())
                        .isEqualTo(10);
                assertThat(executor.trips()).anyMatch(trip -> trip.startsWith("HMGET"));
            });
        }

        @Test
        void pagesIds() {
            everywhere((places, executor, partitions) -> {
                Results<String> ids =
                        places.query().orderBy(Place::rating).descending().ids(String.class);
                Page<String> first = ids.page(200).block();
                Page<String> second = ids.page(200, first.next().orElseThrow()).block();
                Page<String> back =
                        ids.page(200, second.previous().orElseThrow()).block();
                assertThat(back.content()).isEqualTo(first.content()).hasSize(200);
                assertThat(back.previous()).isEmpty();
                assertThat(second.content()).doesNotContainAnyElementsOf(first.content());
            });
        }

        @Test
        void looksUpIdsWithoutAnIndex() {
            everywhere((places, executor, partitions) -> {
                List<Place> found = places.query()
                        .where(Place::id)
                        .in("p00005", "none", "p00003")
                        .all()
                        .collectList()
                        .block();
                assertThat(found).containsExactly(place(3), place(5));
                assertThat(executor.trips()).containsExactly("HMGET 3");
            });
        }

        /** Single values, and several of several entities: by id, without what is not stored. */
        @Test
        void readsFieldsByIds() {
            everywhere((places, executor, partitions) -> {
                Place odd = new Place("\0{}:\uD83D\uDE00", "", "c0", 9_007_199_254_740_993L, null, "x", null);
                places.save(odd).block();
                executor.trips();
                Results<Map<String, Object>> names = places.query()
                        .where(Place::id)
                        .in("p00006", "none", odd.id(), "p00003")
                        .asMaps("name", "rating");
                assertThat(names.all().collectList().block())
                        .containsExactly(fields("", null), fields("n3", null), fields("n6", null));
                assertThat(executor.trips()).containsExactly("HMGET 4");
                assertThat(executor.fields()).as("version, name, rating").isEqualTo(3);
                assertThat(places.query()
                                .where(Place::id)
                                .is(odd.id())
                                .asMaps("population")
                                .one()
                                .block())
                        .isEqualTo(Map.of("population", 9_007_199_254_740_993L));
                assertThat(places.query()
                                .where(Place::id)
                                .is("none")
                                .asMaps("name")
                                .one()
                                .block())
                        .isNull();
                executor.trips();
                assertThat(places.query()
                                .where(Place::id)
                                .in(List.of())
                                .asMaps("name")
                                .all()
                                .collectList()
                                .block())
                        .isEmpty();
                assertThat(executor.trips()).isEmpty();
                places.delete(odd).block();
            });
        }

        private static Map<String, Object> fields(String name, Double rating) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", name);
            fields.put("rating", rating);
            return fields;
        }

        @Test
        void givesDistancesNearestFirst() {
            everywhere((places, executor, partitions) -> {
                GeoPoint center = new GeoPoint(0.1, 0.1);
                List<Distanced<Place>> nearest = places.query()
                        .where(Place::location)
                        .isNotNull()
                        .orderBy(Place::location)
                        .nearestTo(center)
                        .limit(7)
                        .distances(Place::location, center)
                        .all()
                        .collectList()
                        .block();
                assertThat(nearest)
                        .isEqualTo(places(p -> p.location() != null).stream()
                                .map(p -> new Distanced<>(p, p.location().distanceTo(center)))
                                .sorted(Comparator.<Distanced<Place>>comparingDouble(Distanced::metres)
                                        .thenComparing(p -> p.entity().id()))
                                .limit(7)
                                .toList());
                assertThat(places.query()
                                .where(Place::name)
                                .is("n49")
                                .distances(Place::location, center)
                                .one()
                                .block()
                                .metres())
                        .isInfinite();
            });
        }

        @Test
        void findsWhatIsAroundAnotherEntity() {
            everywhere((places, executor, partitions) -> {
                GeoPoint center = place(95).location();
                Query<Place> around = places.query().where(Place::location).around("p00095", 2_000);
                assertThat(around.all().collectList().block())
                        .containsExactlyInAnyOrderElementsOf(
                                places(p -> p.location() != null && p.location().distanceTo(center) <= 2_000));
                assertThat(around.count().block())
                        .isEqualTo(around.all().count().block());
                for (String without : List.of("none", "p00049")) {
                    places.query()
                            .where(Place::location)
                            .around(without, 10)
                            .all()
                            .as(StepVerifier::create)
                            .expectError(EntityNotFoundException.class)
                            .verify(PATIENCE);
                }
            });
        }

        @Test
        void findsWhatIsLikeAnExample() {
            everywhere((places, executor, partitions) -> {
                Place example = new Place(null, null, "c7", 0, null, "odd", null);
                assertThat(places.query()
                                .like(example, "population")
                                .all()
                                .count()
                                .block())
                        .isEqualTo(10);
                assertThat(places.query().like(example).all().count().block()).isZero();
                assertThat(places.query().like(place(7)).one().block()).isEqualTo(place(7));
                assertThatThrownBy(() -> places.query().like(example, "colour"))
                        .isInstanceOf(InvalidQueryException.class);
            });
        }

        @Test
        void leavesOutTheFirst() {
            everywhere((places, executor, partitions) -> {
                Query<Place> ordered = places.query().orderBy(Place::population).ascending();
                assertThat(ordered.offset(10)
                                .limit(5)
                                .all()
                                .map(Place::population)
                                .collectList()
                                .block())
                        .containsExactly(10L, 11L, 12L, 13L, 14L);
                assertThat(ordered.offset(598).all().count().block()).isEqualTo(2);
                assertThat(ordered.offset(COUNT).first().block()).isNull();
                assertThat(ordered.offset(COUNT - 1).one().block()).isEqualTo(place(COUNT - 1));
                assertThatThrownBy(() -> ordered.offset(10_001)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> ordered.offset(-1)).isInstanceOf(IllegalArgumentException.class);
            });
        }
    }

    @Nested
    class Watching {

        @Test
        void tellsWhatEachStepDid() {
            everywhere((places, executor, partitions) -> {
                QueryAnalysis analysis = places.query()
                        .where(Place::country)
                        .is("c8")
                        .and(Place::population)
                        .lessThan(300)
                        .analyze()
                        .block();
                assertThat(analysis.results()).isEqualTo(5);
                assertThat(analysis.discarded()).isEqualTo(5);
                assertThat(analysis.partitions()).isEqualTo(partitions);
                assertThat(analysis.roundTrips())
                        .isEqualTo(3)
                        .isEqualTo(executor.trips().size());
                assertThat(analysis.time()).isPositive();
                assertThat(analysis.text()).matches("""
                                Fetch\\(entity=\\[place]\\) rows≈\\d+ actual=5 trips=2 time=\\d+us
                                  ResidualFilter\\(note=\\[population=\\[\\(-inf, 300\\)]]\\) rows≈\\d+ actual=5
                                    IndexLookup\\(country=\\[c8]\\) rows≈\\d+ actual=10 trips=1 time=\\d+us""");
            });
        }

        @Test
        void countsPartitionsThatWereAsked() {
            everywhere((places, executor, partitions) -> {
                QueryAnalysis analysis =
                        places.query().where(Place::id).is("p00001").analyze().block();
                assertThat(analysis.partitions()).isEqualTo(1);
                assertThat(analysis.results()).isEqualTo(1);
            });
        }

        @Test
        void failsAtItsTimeoutOnly() {
            everywhere((places, executor, partitions) -> {
                Query<Place> query = places.query().where(Place::country).is("c7");
                assertThat(query.timeout(PATIENCE).all().count().block()).isEqualTo(10);
                executor.observe(
                        (command, reply) -> Mono.delay(Duration.ofMillis(200)).then());
                Query<Place> hurried = query.timeout(Duration.ofMillis(20));
                for (Flux<?> answer : List.of(
                        hurried.all(),
                        hurried.count().flux(),
                        hurried.exists().flux(),
                        hurried.page(3).flux(),
                        hurried.values(Place::population).max().flux(),
                        hurried.delete().flux(),
                        hurried.explain().flux())) {
                    answer.as(StepVerifier::create)
                            .expectErrorSatisfies(error -> assertThat(error)
                                    .isInstanceOf(RedisTimeoutException.class)
                                    .hasMessageContaining("PT0.02S"))
                            .verify(PATIENCE);
                }
                executor.observeNobody();
                assertThatThrownBy(() -> query.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
            });
        }
    }

    interface Ranked extends ReactiveRepository<Score, String>, Queryable<Score> {}

    @RedisEntity("score")
    @DefaultOrder({"points desc", "id"})
    record Score(@Id String id, @Indexed int points) {}

    @Test
    void comesInTheOrderOfItsTypeUnlessAskedOtherwise() {
        for (int partitions : new int[] {1, 16}) {
            Ranked ranked = PLACES.context(redis, partitions).repository(Ranked.class);
            ranked.saveAll(List.of(new Score("a", 1), new Score("c", 5), new Score("b", 5)))
                    .blockLast();
            assertThat(ranked.query().all().map(Score::id).collectList().block())
                    .containsExactly("b", "c", "a");
            assertThat(ranked.query().first().block().id()).isEqualTo("b");
            assertThat(ranked.query()
                            .where(Score::points)
                            .greaterThan(5)
                            .first()
                            .block())
                    .isNull();
            assertThat(ranked.query().page(2).block().content())
                    .extracting(Score::id)
                    .containsExactly("b", "c");
            assertThat(ranked.query()
                            .orderBy("id")
                            .ascending()
                            .ids(String.class)
                            .all()
                            .collectList()
                            .block())
                    .containsExactly("a", "b", "c");
        }
    }
}
