package dev.cress.query;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.geo.GeoPoint;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pages go on where they were, both ways, when server and program were started again meanwhile. */
class CursorRestartIT {

    interface Places extends ReactiveRepository<Place, String>, Queryable<Place> {}

    private static final int COUNT = 300;
    private static final int SIZE = 23;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<Function<Query<Place>, Query<Place>>> QUESTIONS = List.of(
            query -> query.orderBy(Place::population).descending(),
            query -> query.orderBy("id").ascending(),
            query -> query.allowScan()
                    .orderBy(Place::admin)
                    .descending()
                    .orderBy(Place::rating)
                    .ascending(),
            query -> query.where(Place::country).in("c1", "c2", "c3", "c4", "c5"),
            query -> query.matching(
                    where(Place::country).is("c7").or(where(Place::population).lessThan(100))),
            query -> query.where(Place::location)
                    .isNotNull()
                    .orderBy(Place::location)
                    .nearestTo(new GeoPoint(0.1, 0.1)));

    private static Place place(int i) {
        return new Place(
                "{p}:" + i,
                i % 9 == 0 ? null : "n\0\uD83D\uDE00" + i % 7,
                "c" + i % 10,
                i / 3,
                i % 4 == 0 ? null : i % 40 / 4.0,
                i % 2 == 0 ? "even" : "",
                i % 11 == 0 ? null : new GeoPoint(i % 20 * 0.01, i / 20 * 0.01));
    }

    private static Cress connect(EmbeddedRedis redis, boolean signed) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 9);
        CressOptions.Builder options = CressOptions.builder(redis.uri())
                .commandTimeout(PATIENCE)
                .operationDeadline(PATIENCE)
                .namespace("restart")
                .partitions(4);
        return Cress.connect((signed ? options.cursorKey(key) : options).build())
                .block(PATIENCE);
    }

    private static List<Query<Place>> queries(Cress cress) {
        Query<Place> all = cress.repository(Places.class).query();
        return QUESTIONS.stream().map(question -> question.apply(all)).toList();
    }

    /** The page, and all that follow one another from it. */
    private static List<Page<Place>> pages(
            Query<Place> query, String cursor, Function<Page<Place>, Optional<Cursor>> way) {
        return query.page(SIZE, cursor == null ? null : Cursor.parse(cursor))
                .expand(page ->
                        way.apply(page).map(next -> query.page(SIZE, next)).orElseGet(Mono::empty))
                .collectList()
                .block(PATIENCE);
    }

    private static List<List<Place>> contents(List<Page<Place>> pages) {
        return pages.stream().map(Page::content).toList();
    }

    @Test
    void pagesGoOnBothWaysAfterServerAndProgramWereStartedAgain() {
        try (EmbeddedRedis redis = EmbeddedRedis.builder().appendOnly().start()) {
            Cress first = connect(redis, false);
            first.repository(Places.class)
                    .saveAll(Flux.range(0, COUNT).map(CursorRestartIT::place))
                    .blockLast(PATIENCE);
            Cress firstSigned = connect(redis, true);
            List<List<Page<Place>>> before = Stream.of(first, firstSigned)
                    .flatMap(cress -> queries(cress).stream())
                    .map(query -> pages(query, null, Page::next))
                    .toList();
            first.closeLater().then(firstSigned.closeLater()).block(PATIENCE);

            redis.kill();
            redis.restart();

            Cress second = connect(redis, false);
            Cress secondSigned = connect(redis, true);
            List<Query<Place>> after = new ArrayList<>(queries(second));
            after.addAll(queries(secondSigned));
            for (int i = 0; i < after.size(); i++) {
                List<Page<Place>> pages = before.get(i);
                assertThat(pages).hasSizeGreaterThan(3);
                int middle = pages.size() / 2;
                String next = pages.get(middle - 1).next().orElseThrow().toString();
                String previous = pages.get(middle).previous().orElseThrow().toString();

                List<List<Place>> forward = contents(pages(after.get(i), next, Page::next));
                List<List<Place>> backward = contents(pages(after.get(i), previous, Page::previous));

                assertThat(forward).isEqualTo(contents(pages.subList(middle, pages.size())));
                assertThat(backward.stream().flatMap(List::stream))
                        .hasSize(middle * SIZE)
                        .containsExactlyInAnyOrderElementsOf(contents(pages.subList(0, middle)).stream()
                                .flatMap(List::stream)
                                .toList());
                assertThat(backward.get(backward.size() - 1))
                        .isEqualTo(pages.get(0).content());
            }
            second.closeLater().then(secondSigned.closeLater()).block(PATIENCE);
        }
    }
}
