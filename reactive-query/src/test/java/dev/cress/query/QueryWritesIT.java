package dev.cress.query;

import static dev.cress.query.ObservedPlaces.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.publisher.Mono;

/** Deletions and patches of what a query finds. */
@Execution(ExecutionMode.SAME_THREAD) // each leaves the places as they were
@RedisTest
class QueryWritesIT extends PlacesTest {

    private static final int COUNT = ResultsIT.COUNT;
    private static final ObservedPlaces PLACES = new ObservedPlaces(COUNT, ResultsIT::place);

    QueryWritesIT(RedisEnvironment redis) {
        super(redis, PLACES);
    }

    @AfterAll
    static void close() {
        PLACES.close();
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
}
