package dev.cress.query;

import static dev.cress.query.ObservedPlaces.PATIENCE;
import static dev.cress.query.ObservedPlaces.pages;
import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a query does about entities that change while it reads. */
@Execution(ExecutionMode.SAME_THREAD) // each leaves the places as they were
@RedisTest
class QueryUnderChangeIT extends PlacesTest {

    private static final int COUNT = 1_000;
    private static final ObservedPlaces PLACES = new ObservedPlaces(COUNT, QueryUnderChangeIT::place);

    QueryUnderChangeIT(RedisEnvironment redis) {
        super(redis, PLACES);
    }

    @AfterAll
    static void close() {
        PLACES.close();
    }

    /** Places 0 to 999: name is unique, five in each of 200 countries, population ascends, every other has the same admin. */
    private static Place place(int i) {
        return QueryExecutionIT.place(i);
    }

    @Test
    void givesNoEntityThatWasDeletedOrChangedBetweenIndexAndReading() {
        everywhere((places, executor, partitions) -> {
            Place gone = new Place("x1", "x", "stale", -1, null, "x", null);
            Place moved = new Place("x2", "x", "stale", -2, null, "x", null);
            Place kept = new Place("x3", "x", "stale", -3, null, "x", null);
            places.saveAll(List.of(gone, moved, kept)).blockLast();
            List<Query<Place>> queries = List.of(
                    places.query().where(Place::country).is("stale"),
                    places.query()
                            .where(Place::country)
                            .is("stale")
                            .orderBy(Place::admin)
                            .descending(),
                    places.query()
                            .where(Place::country)
                            .in("stale", "c1")
                            .and(Place::population)
                            .lessThan(0),
                    places.query()
                            .where(Place::country)
                            .is("stale")
                            .and(Place::name)
                            .is("x"),
                    places.query()
                            .matching(where(Place::country)
                                    .is("stale")
                                    .or(where(Place::population).lessThan(-5))));
            for (Query<Place> query : queries) {
                AtomicInteger once = new AtomicInteger();
                executor.observe((command, reply) -> isIndexPage(command) && once.getAndIncrement() == 0
                        ? places.delete(gone)
                                .then(places.save(new Place("x2", "x", "elsewhere", 2, null, "x", null)))
                                .then()
                        : Mono.empty());

                assertThat(query.all().collectList().block()).containsExactly(kept);

                executor.observeNobody();
                places.saveAll(List.of(gone, moved)).blockLast();
            }
            places.delete(gone)
                    .then(places.delete(moved))
                    .then(places.delete(kept))
                    .block();
        });
    }

    @Test
    void givesOnceWhatComesToMeetOrMeetsNoMoreAnEarlierAlternative() {
        everywhere((places, executor, partitions) -> {
            Query<Place> either = places.query()
                    .matching(where(Place::country)
                            .is("c195")
                            .or(where(Place::population).atLeast(COUNT - 10)));
            Query<Place> nested = either.matching(where(Place::population)
                    .lessThan(5_000)
                    .or(where(Place::rating).atLeast(-1.0)));
            for (Query<Place> query :
                    List.of(either, nested, either.orderBy(Place::admin).descending())) {
                assertThat(query.explain().block().text()).contains("Union");
                AtomicInteger pages = new AtomicInteger();
                executor.observe((command, reply) -> isIndexPage(command) && pages.incrementAndGet() == 2
                        ? places.save(inCountry(place(COUNT - 9), "c195"))
                                .then(places.save(inCountry(place(COUNT - 5), "elsewhere")))
                                .then()
                        : Mono.empty());

                List<String> found = query.all().map(Place::id).collectList().block(PATIENCE);

                executor.observeNobody();
                places.saveAll(List.of(place(COUNT - 9), place(COUNT - 5))).blockLast();
                assertThat(found)
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, COUNT)
                                .filter(i -> i % 200 == 195 || i >= COUNT - 10)
                                .mapToObj(i -> place(i).id())
                                .toList());
            }
        });
    }

    private Place inCountry(Place place, String country) {
        return new Place(
                place.id(), place.name(), country, place.population(), place.rating(), place.admin(), place.location());
    }

    @Test
    void findsOnceWhatChangesInOtherRespectsWhileItIsRead() {
        everywhere((places, executor, partitions) -> {
            AtomicInteger written = new AtomicInteger();
            Set<String> transients = new HashSet<>();
            executor.observe((command, reply) -> {
                int n = written.getAndIncrement();
                if (!isIndexPage(command)) {
                    return Mono.empty();
                }
                Place old = place(n * 37 % COUNT);
                transients.add("t" + n);
                return places.save(new Place(
                                old.id(), "r" + n, old.country(), old.population(), 1.0, old.admin(), old.location()))
                        .then(places.save(new Place("t" + n, null, "t", n * 131 % COUNT, null, "t", null)))
                        .then(places.deleteById("t" + (n - 2)))
                        .then();
            });
            List<String> ids = places.query()
                    .where(Place::population)
                    .between(0, COUNT - 1)
                    .all()
                    .map(Place::id)
                    .filter(id -> !id.startsWith("t"))
                    .limitRate(100)
                    .collectList()
                    .block(PATIENCE);
            executor.observeNobody();
            Flux.fromIterable(transients).concatMap(places::deleteById).blockLast();
            places.saveAll(Flux.range(0, COUNT).map(QueryUnderChangeIT::place)).blockLast();

            assertThat(transients).isNotEmpty();
            assertThat(ids)
                    .doesNotHaveDuplicates()
                    .containsExactlyElementsOf(IntStream.range(0, COUNT)
                            .mapToObj(i -> place(i).id())
                            .toList());
        });
    }

    @Test
    void pagesOnWhileEntitiesComeAndGo() {
        everywhere((places, executor, partitions) -> {
            Query<Place> query = places.query().orderBy(Place::population).descending();
            List<Place> found = pages(query, 73, (page, n) -> {
                Place last = page.content().get(page.content().size() - 1);
                return places.deleteById(last.id())
                        .then(places.save(new Place("new" + n, "x", "x", last.population() + 1, null, "x", null)))
                        .then(places.save(new Place("old" + n, "x", "x", last.population() - 1, null, "x", null)))
                        .then();
            });
            List<String> ids = found.stream().map(Place::id).toList();
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(ids.stream().filter(id -> id.startsWith("p")))
                    .containsExactlyElementsOf(IntStream.range(0, COUNT)
                            .mapToObj(i -> place(COUNT - 1 - i).id())
                            .toList());
            assertThat(ids).noneMatch(id -> id.startsWith("new"));
            for (int n = 0; n < 40; n++) {
                places.deleteById("new" + n).then(places.deleteById("old" + n)).block();
            }
            places.saveAll(Flux.range(0, COUNT).map(QueryUnderChangeIT::place)).blockLast();
        });
    }

    @Test
    void pagesOnInItsOrderWhenThePlanFlips() {
        everywhere((places, executor, partitions) -> {
            for (int i = 0; i < 30; i++) {
                places.save(new Place("f" + i, "flip", "flop", 10_000 + i % 7, null, "x", null))
                        .block();
            }
            Query<Place> query = places.query()
                    .where(Place::country)
                    .is("flop")
                    .and(Place::name)
                    .is("flip");
            String before = query.explain().block().text();
            List<Place> found = pages(
                    query,
                    10,
                    (page, n) -> n > 0
                            ? Mono.empty()
                            : places.saveAll(Flux.range(0, 300)
                                            .map(i -> new Place(
                                                    "g" + i,
                                                    i % 2 == 0 ? "flip" : "other",
                                                    i % 2 == 0 ? "x" : "flop",
                                                    0,
                                                    null,
                                                    "x",
                                                    null)))
                                    .then(places.saveAll(Flux.range(300, 300)
                                                    .map(i -> new Place("g" + i, "other", "flop", 0, null, "x", null)))
                                            .then()));
            assertThat(found.stream().map(Place::id))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 30).mapToObj(i -> "f" + i).toList());
            assertThat(query.explain().block().text()).isNotEqualTo(before);
            Flux.range(0, 600).concatMap(i -> places.deleteById("g" + i)).blockLast();
            Flux.range(0, 30).concatMap(i -> places.deleteById("f" + i)).blockLast();
        });
    }

    private boolean isIndexPage(String command) {
        return command.startsWith("ZRANGEBYLEX") || command.startsWith("ZREVRANGEBYLEX");
    }
}
