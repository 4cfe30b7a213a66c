package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.geo.GeoPoint;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Circles where maps have their edges, compared with the distances themselves. */
@RedisTest
class NearIT {

    interface Places extends ReactiveRepository<Place, String>, Queryable<Place> {}

    private static final double[] RADII = {0, 1, 250_000, 3_000_000, 20_000_000};

    private static final List<GeoPoint> CENTERS = List.of(
            new GeoPoint(180, 0),
            new GeoPoint(-180, 0),
            new GeoPoint(179.999, -16.5),
            new GeoPoint(-179.5, 65),
            new GeoPoint(0, 85),
            new GeoPoint(179.5, GeoPoint.MAX_INDEXED_LATITUDE),
            new GeoPoint(120, -85.05),
            new GeoPoint(30, 88),
            new GeoPoint(-100, -90),
            new GeoPoint(0, 90),
            new GeoPoint(13.4, 52.5),
            new GeoPoint(0, 0));

    private final RedisEnvironment redis;
    private final List<Place> all = new ArrayList<>();
    private Cress cress;

    NearIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 4})
    void findsWhatIsNearAndNothingElse(int partitions) {
        Places places = places(partitions);
        for (GeoPoint center : CENTERS) {
            for (double metres : RADII) {
                Query<Place> query = places.query().where(Place::location).within(center, metres);
                Comparator<Place> nearest = Comparator.comparingDouble(
                                (Place place) -> place.location().distanceTo(center))
                        .thenComparing(Place::id);
                List<Place> expected = all.stream()
                        .filter(place -> place.location().distanceTo(center) <= metres)
                        .sorted(nearest)
                        .toList();
                String what = metres + " m around " + center;

                assertThat(query.all().collectList().block()).as(what).containsExactlyInAnyOrderElementsOf(expected);
                Query<Place> ordered = query.orderBy(Place::location).nearestTo(center);
                assertThat(ordered.all().collectList().block()).as(what).isEqualTo(expected);
                assertThat(ordered.limit(7).all().collectList().block())
                        .as(what)
                        .isEqualTo(expected.subList(0, Math.min(7, expected.size())));
                assertThat(query.count().block()).as(what).isEqualTo(expected.size());
                if (metres == 3_000_000) {
                    assertThat(pages(query)).as(what).isEqualTo(expected);
                }
            }
        }
    }

    /** Redis leaves out what lies beyond the meridians that it computes at the parallel behind the pole. */
    @Test
    void findsWhatLiesBeyondAPole() {
        connect(1);
        for (int longitude = -180; longitude < 180; longitude += 10) {
            for (double latitude : List.of(-85.0, -80.0, -72.24, 72.24, 80.0, 85.0)) {
                all.add(new Place("p" + all.size(), null, "c", 0, null, "a", new GeoPoint(longitude, latitude)));
            }
        }
        Places places = cress.repository(Places.class);
        places.saveAll(all).blockLast();
        for (double latitude : List.of(-79.63, -70.0, 70.0, 79.63)) {
            for (double metres : List.of(1_100_000.0, 1_249_043.0, 2_200_000.0)) {
                GeoPoint center = new GeoPoint(-169.07, latitude);
                List<String> expected = all.stream()
                        .filter(place -> place.location().distanceTo(center) <= metres)
                        .sorted(Comparator.comparingDouble(
                                        (Place place) -> place.location().distanceTo(center))
                                .thenComparing(Place::id))
                        .map(Place::id)
                        .toList();
                Query<Place> query = places.query().where(Place::location).within(center, metres);
                assertThat(query.orderBy(Place::location)
                                .nearestTo(center)
                                .all()
                                .map(Place::id)
                                .collectList()
                                .block())
                        .as(metres + " m around " + center)
                        .isEqualTo(expected);
                assertThat(query.count().block()).isEqualTo(expected.size());
            }
        }
    }

    private static List<Place> pages(Query<Place> query) {
        List<Place> found = new ArrayList<>();
        Page<Place> page = query.page(41).block();
        found.addAll(page.content());
        while (page.next().isPresent()) {
            page = query.page(41, page.next().get()).block();
            found.addAll(page.content());
        }
        return found;
    }

    private void connect(int partitions) {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .partitions(partitions)
                        .commandTimeout(Duration.ofSeconds(20))
                        .operationDeadline(Duration.ofSeconds(20))
                        .build())
                .block();
    }

    private Places places(int partitions) {
        connect(partitions);
        Random random = new Random(85);
        List<GeoPoint> points = new ArrayList<>();
        for (GeoPoint center : CENTERS) {
            GeoPoint at = new GeoPoint(center.longitude(), Math.max(-85, Math.min(85, center.latitude())));
            for (int i = 0; i < 9; i++) {
                points.add(at); // ties, more than a few of them
            }
            for (int i = 0; i < 6; i++) {
                points.add(beside(at, random, 0.00001));
                points.add(beside(at, random, 0.5));
            }
        }
        points.add(new GeoPoint(180, GeoPoint.MAX_INDEXED_LATITUDE));
        points.add(new GeoPoint(-180, -GeoPoint.MAX_INDEXED_LATITUDE));
        for (int i = 0; i < 60; i++) {
            points.add(new GeoPoint(random.nextDouble() * 360 - 180, random.nextDouble() * 170 - 85));
        }
        for (int i = 0; i < points.size(); i++) {
            all.add(new Place("p" + i, null, "c" + i % 3, i, null, "a", points.get(i)));
        }
        Places places = cress.repository(Places.class);
        places.saveAll(all).blockLast();
        return places;
    }

    private static GeoPoint beside(GeoPoint at, Random random, double degrees) {
        double longitude = at.longitude() + (random.nextDouble() - 0.5) * 2 * degrees;
        double latitude = at.latitude() + (random.nextDouble() - 0.5) * 2 * degrees;
        return new GeoPoint(
                longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude,
                Math.max(-85, Math.min(85, latitude)));
    }
}
