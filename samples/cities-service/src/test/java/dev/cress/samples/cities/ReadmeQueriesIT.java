package dev.cress.samples.cities;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.feed.LiveSignal;
import dev.cress.geo.GeoPoint;
import dev.cress.query.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;

/** What the README of the library asks of cities, compared with a pass over the file. */
class ReadmeQueriesIT extends RunningService {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Comparator<CsvCity> LARGEST_FIRST =
            comparing(CsvCity::population).thenComparing(CsvCity::id).reversed();

    @Autowired
    private Cities cities;

    private Query<City> query() {
        return cities.query();
    }

    private Flux<City> findByCountry(String country) {
        return query().where(City::country)
                .is(country)
                .orderBy(City::population)
                .descending()
                .all();
    }

    private static void same(List<City> found, Predicate<CsvCity> filter, Comparator<CsvCity> order, int limit) {
        assertThat(found)
                .extracting(City::id)
                .isNotEmpty()
                .isEqualTo(CsvCity.ALL.stream()
                        .filter(filter)
                        .sorted(order)
                        .limit(limit)
                        .map(CsvCity::id)
                        .toList());
    }

    @Test
    void findTheLargestCitiesOfARange() {
        List<City> found = cities.query()
                .where(City::country)
                .is("BR")
                .and(City::population)
                .between(100_000, 20_000_000)
                .orderBy(City::population)
                .descending()
                .limit(10)
                .all()
                .collectList()
                .block(PATIENCE);
        same(
                found,
                city -> city.country().equals("BR") && city.population() >= 100_000 && city.population() <= 20_000_000,
                LARGEST_FIRST,
                10);
    }

    @Test
    void findTheNearestTen() {
        for (GeoPoint point :
                List.of(new GeoPoint(13.41053, 52.52437), new GeoPoint(-179.99, -17), new GeoPoint(0, 0))) {
            List<City> found = query().where(City::location)
                    .isNotNull()
                    .orderBy(City::location)
                    .nearestTo(point)
                    .limit(10)
                    .all()
                    .collectList()
                    .block(PATIENCE);
            same(
                    found,
                    city -> city.kmFrom(point.longitude(), point.latitude()) < 1_500,
                    comparing(city -> city.kmFrom(point.longitude(), point.latitude())),
                    10);
        }
    }

    @Test
    void findTheCitiesOfACountry() {
        for (String country : List.of("FR", "VA", "NZ")) {
            same(
                    findByCountry(country).collectList().block(PATIENCE),
                    city -> city.country().equals(country),
                    LARGEST_FIRST,
                    Integer.MAX_VALUE);
        }
    }

    @Test
    void followTheTopTen() {
        Flux<LiveSignal<City>> top10 = cities.live(
                cities.query().orderBy(City::population).descending().limit(10));
        assertThat(top10.blockFirst(PATIENCE))
                .isInstanceOfSatisfying(
                        LiveSignal.Ready.class,
                        ready -> same(cities(ready), city -> city.population() > 1_000_000, LARGEST_FIRST, 10));
    }

    @SuppressWarnings("unchecked") // of a query for cities
    private static List<City> cities(LiveSignal.Ready<?> ready) {
        return (List<City>) ready.result();
    }

    @Test
    void standInTheReadme() throws IOException {
        String readme = withoutSpace(Files.readString(Path.of("../../README.md")));
        String source =
                withoutSpace(Files.readString(Path.of("src/test/java/dev/cress/samples/cities/ReadmeQueriesIT.java")));
        for (String example : List.of(
                ".where(City::country).is(\"BR\").and(City::population).between(100_000, 20_000_000)"
                        + ".orderBy(City::population).descending().limit(10).all()",
                "where(City::location).isNotNull().orderBy(City::location).nearestTo(point).limit(10)",
                "query().where(City::country).is(country).orderBy(City::population).descending().all()",
                "cities.live(cities.query().orderBy(City::population).descending().limit(10))")) {
            assertThat(readme).contains(withoutSpace(example));
            assertThat(source).contains(withoutSpace(example));
        }
        assertThat(readme.split("orderBy\\(City::", -1)).as("no other example").hasSize(5);
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }
}
