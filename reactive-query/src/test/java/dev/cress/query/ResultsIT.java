package dev.cress.query;

import static dev.cress.query.ObservedPlaces.PATIENCE;
import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.geo.GeoPoint;
import dev.cress.query.ObservedPlaces.Check;
import dev.cress.query.ObservedPlaces.Places;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.execute.QueryAnalysis;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
class ResultsIT {

    record Name(String id, @Nullable String name) {}

    interface Summary {
        String getCountry();

        @Nullable
        Double rating();

        default String text() {
            return getCountry() + rating();
        }
    }

    private static final int COUNT = 600;
    private static final ObservedPlaces PLACES = new ObservedPlaces(COUNT, ResultsIT::place);

    private final RedisEnvironment redis;

    ResultsIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        PLACES.connect(redis);
    }

    @AfterEach
    void observeNobody() {
        PLACES.observeNobody();
    }

    @AfterAll
    static void close() {
        PLACES.close();
    }

    /** Places 0 to 599: ten in each of 60 countries, each third without a rating, on a grid of 30 by 20. */
    private static Place place(int i) {
        return new Place(
                String.format("p%05d", i),
                "n" + i,
                "c" + i % 60,
                i,
                i % 3 == 0 ? null : i % 30 / 4.0,
                i % 2 == 0 ? "even" : "odd",
                i % 50 == 49 ? null : new GeoPoint(i % 30 * 0.01, i / 30 * 0.01));
    }

    private static List<Place> places(Predicate<Place> test) {
        return IntStream.range(0, COUNT).mapToObj(ResultsIT::place).filter(test).toList();
    }

    private void everywhere(Check check) {
        PLACES.everywhere(redis, check);
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
    class OfValues {

        @Test
        void countsByAnIndexInOneRoundTrip() {
            everywhere((places, executor, partitions) -> {
                List<ValueCount<String>> counts = places.query()
                        .values(Place::country)
                        .counts()
                        .collectList()
                        .block();
                assertThat(counts)
                        .hasSize(60)
                        .allSatisfy(count -> assertThat(count.count()).isEqualTo(10))
                        .isSortedAccordingTo(Comparator.comparing(ValueCount::value));
                assertThat(executor.trips()).containsExactly("query/counts " + partitions);
                assertThat(places.query().values(Place::rating).counts().next().block())
                        .isEqualTo(new ValueCount<>(null, 200));
                assertThat(places.query()
                                .values(Place::rating)
                                .distinct()
                                .next()
                                .block())
                        .isEqualTo(0.25);
            });
        }

        @Test
        void fetchesManyValuesOnDemand() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query()
                                .values(Place::name)
                                .distinct()
                                .collectList()
                                .block())
                        .hasSize(COUNT)
                        .doesNotHaveDuplicates()
                        .isSorted();
                executor.trips();
                places.query().values(Place::name).distinct().take(1).blockLast();
                assertThat(executor.trips()).hasSize(1);
            });
        }

        @Test
        void reducesTheIndexToTheConditionsOnIt() {
            everywhere((places, executor, partitions) -> {
                Query<Place> some = places.query().where(Place::population).in(5, 7, 9, 100_000);
                Values<Long> populations = some.values(Place::population);
                assertThat(populations.distinct().collectList().block()).containsExactly(5L, 7L, 9L);
                assertThat(populations.sum().block()).isEqualByComparingTo("21");
                assertThat(populations.average().block()).isEqualByComparingTo("7");
                assertThat(populations.min().block()).isEqualTo(5);
                assertThat(populations.max().block()).isEqualTo(9);
                assertThat(executor.trips()).noneMatch(trip -> trip.startsWith("HMGET"));
            });
        }

        @Test
        void addsUpExactly() {
            everywhere((places, executor, partitions) -> {
                assertThat(places.query().values(Place::population).sum().block())
                        .isEqualByComparingTo(BigDecimal.valueOf(COUNT * (COUNT - 1) / 2));
                assertThat(executor.trips().size()).isLessThanOrEqualTo(2);
                assertThat(places.query().values(Place::rating).min().block()).isEqualTo(0.25);
                assertThat(executor.trips()).hasSize(1);
                assertThat(places.query().values(Place::rating).max().block()).isEqualTo(7.25);
                assertThat(executor.trips()).hasSize(1);
                Query<Place> nobody = places.query().where(Place::country).is("none");
                assertThat(nobody.values(Place::population).sum().block()).isEqualByComparingTo("0");
                assertThat(nobody.values(Place::population).average().block()).isNull();
                assertThat(nobody.values(Place::rating).max().block()).isNull();
                assertThat(nobody.values(Place::country).counts().collectList().block())
                        .isEmpty();
            });
        }

        @Test
        void readsEntitiesWhereOtherConditionsCount() {
            everywhere((places, executor, partitions) -> {
                Query<Place> some = places.query().where(Place::population).lessThan(120);
                assertThat(some.values(Place::country).counts().collectList().block())
                        .hasSize(60)
                        .allSatisfy(count -> assertThat(count.count()).isEqualTo(2));
                assertThat(places.query()
                                .where(Place::country)
                                .is("c7")
                                .values(Place::population)
                                .sum()
                                .block())
                        .isEqualByComparingTo(places(p -> p.country().equals("c7")).stream()
                                .map(p -> BigDecimal.valueOf(p.population()))
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
                assertThat(some.values(Place::admin).distinct().collectList().block())
                        .containsExactly("even", "odd");
            });
        }
    }

    @Nested
    class Deletion {

        @Test
        void deletesWhatStillMatches() {
            everywhere((places, executor, partitions) -> {
                places.saveAll(IntStream.range(0, 300)
                                .mapToObj(i -> new Place("d" + i, "del", "gone", i, null, "x", null))
                                .toList())
                        .blockLast();
                AtomicInteger once = new AtomicInteger();
                executor.observe((command, reply) -> command.equals("HMGET") && once.getAndIncrement() == 0
                        ? places.save(new Place("d0", "del", "kept", 0, null, "x", null))
                                .then(places.save(new Place("d1", "renamed", "gone", 1, null, "x", null)))
                                .then()
                        : Mono.empty());
                long deleted = places.query()
                        .where(Place::country)
                        .is("gone")
                        .and(Place::population)
                        .lessThan(250)
                        .delete()
                        .block(PATIENCE);
                executor.observeNobody();
                assertThat(deleted).isEqualTo(249);
                assertThat(places.query()
                                .where(Place::country)
                                .is("gone")
                                .ids(String.class)
                                .all()
                                .collectList()
                                .block())
                        .hasSize(50)
                        .doesNotContain("d1");
                assertThat(places.existsById("d0").block()).isTrue();
                assertThat(places.query()
                                .where(Place::country)
                                .is("gone")
                                .limit(20)
                                .delete()
                                .block())
                        .isEqualTo(20);
                assertThat(places.query()
                                .where(Place::country)
                                .in("gone", "kept")
                                .delete()
                                .block())
                        .isEqualTo(31);
                assertThat(places.count().block()).isEqualTo(COUNT);
            });
        }
    }

    @Nested
    class Patching {

        /** The patch moves what the query runs along: each is found once. */
        @Test
        void patchesEachResultOnceInTheVersionThatWasFound() {
            everywhere((places, executor, partitions) -> {
                places.saveAll(IntStream.range(0, 300)
                                .mapToObj(i -> new Place("q" + i, "patch", "old", 1_000 + i, null, "x", null))
                                .toList())
                        .blockLast();
                AtomicInteger once = new AtomicInteger();
                executor.observe((command, reply) -> command.equals("HMGET") && once.getAndIncrement() == 0
                        ? places.save(new Place("q0", "patch", "kept", 1_000, null, "x", null))
                                .then(places.save(new Place("q1", "renamed", "old", 1_001, null, "x", null)))
                                .then()
                        : Mono.empty());
                long patched = places.query()
                        .where(Place::population)
                        .atLeast(1_000)
                        .and(Place::country)
                        .is("old")
                        .patch()
                        .increment(Place::population, 5_000)
                        .set(Place::admin, "y")
                        .onlyIf(Place::admin)
                        .is("x")
                        .apply()
                        .block(PATIENCE);
                executor.observeNobody();
                assertThat(patched).isEqualTo(299);
                Query<Place> all = places.query().where(Place::country).in("old", "kept");
                assertThat(all.all().map(Place::population).collectList().block())
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 300)
                                .mapToObj(i -> i == 0 ? 1_000L : 6_000L + i)
                                .toList());
                assertThat(places.findById("q1").block().name()).isEqualTo("renamed");
                assertThat(all.limit(7).patch().unset(Place::admin).apply().block())
                        .isEqualTo(7);
                assertThat(all.patch()
                                .set(Place::name, "z")
                                .onlyIf(Place::admin)
                                .isNull()
                                .apply()
                                .block())
                        .isEqualTo(7);
                assertThat(all.delete().block()).isEqualTo(300);
            });
        }
    }

    @Nested
    class Paging {

        @Test
        void goesBackOverChangesWithoutLosingAnyone() {
            everywhere((places, executor, partitions) -> {
                Query<Place> query = places.query().orderBy(Place::population).descending();
                Page<Place> page = query.page(100).block();
                assertThat(page.previous()).isEmpty();
                List<Cursor> nexts = new ArrayList<>();
                while (page.next().isPresent()) {
                    nexts.add(page.next().get());
                    page = query.page(100, page.next().get()).block();
                }
                places.save(new Place("new", "x", "x", 549, null, "x", null))
                        .then(places.deleteById("p00550"))
                        .block();
                List<String> back = new ArrayList<>();
                while (page.previous().isPresent()) {
                    page = query.page(100, Cursor.parse(page.previous().get().toString()))
                            .block();
                    back.addAll(0, page.content().stream().map(Place::id).toList());
                }
                assertThat(back)
                        .contains("new")
                        .doesNotContain("p00550")
                        .hasSize(500)
                        .doesNotHaveDuplicates();
                assertThat(page.next()).isPresent();
                places.deleteById("new").then(places.save(place(550))).block();
            });
        }

        @Test
        void goesOnInAnotherNumberOfPartitions() {
            Query<Place> one = PLACES.context(redis, 1).repository(Places.class).query();
            Query<Place> many =
                    PLACES.context(redis, 16).repository(Places.class).query();
            for (UnaryOperator<Query<Place>> asked : List.<UnaryOperator<Query<Place>>>of(
                    query -> query.orderBy(Place::rating).descending(),
                    query -> query.orderBy("id").ascending(),
                    query -> query.where(Place::country).in("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"))) {
                Page<Place> first = asked.apply(one).page(30).block();
                Page<Place> second =
                        asked.apply(many).page(30, first.next().orElseThrow()).block();
                assertThat(second.content())
                        .hasSize(30)
                        .isEqualTo(asked.apply(one)
                                .page(30, first.next().orElseThrow())
                                .block()
                                .content());
                assertThat(asked.apply(one)
                                .page(30, second.previous().orElseThrow())
                                .block()
                                .content())
                        .isEqualTo(first.content());
            }
        }

        @Test
        void givesTheFirstPageWhereNothingIsLeftBefore() {
            everywhere((places, executor, partitions) -> {
                places.saveAll(IntStream.range(0, 4)
                                .mapToObj(i -> new Place("b" + i, "back", "back", i, null, "x", null))
                                .toList())
                        .blockLast();
                Query<Place> query = places.query()
                        .where(Place::country)
                        .is("back")
                        .orderBy(Place::population)
                        .ascending();
                Page<Place> first = query.page(2).block();
                Page<Place> second = query.page(2, first.next().orElseThrow()).block();
                assertThat(second.next()).isEmpty();
                places.deleteById("b0").then(places.deleteById("b1")).block();
                Page<Place> back =
                        query.page(2, second.previous().orElseThrow()).block();
                assertThat(back.content()).extracting(Place::id).containsExactly("b2", "b3");
                assertThat(back.previous()).isEmpty();
                assertThat(query.delete().block()).isEqualTo(2);
                assertThat(query.page(2, second.previous().orElseThrow()).block())
                        .isEqualTo(new Page<>(List.of(), Optional.empty(), Optional.empty()));
            });
        }

        @Test
        void takesOnlyCursorsThatItSigned() {
            byte[] key = new byte[32];
            Arrays.fill(key, (byte) 7);
            for (int partitions : new int[] {1, 16}) {
                Cress signed = Cress.connect(CressOptions.builder(redis.uri())
                                .namespace(redis.newNamespace())
                                .partitions(partitions)
                                .cursorKey(key)
                                .build())
                        .block();
                Places places = signed.repository(Places.class);
                places.saveAll(Flux.range(0, 5).map(ResultsIT::place)).blockLast();
                Cursor own = places.query().page(2).block().next().orElseThrow();
                assertThat(places.query().page(2, own).block().content()).hasSize(2);
                Cursor foreign = PLACES.context(redis, partitions)
                        .repository(Places.class)
                        .query()
                        .page(2)
                        .block()
                        .next()
                        .orElseThrow();
                assertThatThrownBy(() -> places.query().page(2, foreign)).isInstanceOf(InvalidCursorException.class);
                signed.closeLater().block();
            }
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
