package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.query.ObservedPlaces.Places;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.publisher.Flux;

/** Pages both ways, in other numbers of partitions, and their cursors. */
@Execution(ExecutionMode.SAME_THREAD) // counts what its executors send
@RedisTest
class PagesIT extends PlacesTest {

    private static final ObservedPlaces PLACES = new ObservedPlaces(ResultsIT.COUNT, ResultsIT::place);

    PagesIT(RedisEnvironment redis) {
        super(redis, PLACES);
    }

    @AfterAll
    static void close() {
        PLACES.close();
    }

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
            places.deleteById("new").then(places.save(ResultsIT.place(550))).block();
        });
    }

    @Test
    void goesOnInAnotherNumberOfPartitions() {
        Query<Place> one = PLACES.context(redis, 1).repository(Places.class).query();
        Query<Place> many = PLACES.context(redis, 16).repository(Places.class).query();
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
            Page<Place> back = query.page(2, second.previous().orElseThrow()).block();
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
