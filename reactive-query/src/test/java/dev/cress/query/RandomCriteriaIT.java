package dev.cress.query;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.geo.GeoPoint;
import dev.cress.query.criteria.Criteria;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Random criteria over random places, compared with a pass over all of them in memory: content, order, pages and counts. */
@RedisTest
class RandomCriteriaIT {

    interface Places extends ReactiveRepository<Place, String>, Queryable<Place> {}

    private static final int PLACES = 400;
    private static final int QUERIES = Integer.getInteger("cress.queries", 30);
    private static final String[] COUNTRIES = {"DE", "FR", "BR", "", "D"};
    private static final String[] NAMES = {"San", "Santa", "Sao", "S\0", "\uD83D\uDE00", "", "Berlin", "B"};

    private final RedisEnvironment redis;
    private final long seed = Long.getLong("cress.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Place> all = new ArrayList<>();
    private Cress cress;

    RandomCriteriaIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    /** A criterion, and the same as a predicate on the Java value. */
    private record Question(Criteria<Place> criteria, Predicate<Place> test) {}

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 4, 16})
    void findsWhatABruteForcePassFinds(int partitions) {
        System.out.println("seed " + seed);
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .partitions(partitions)
                        .build())
                .block();
        Places places = cress.repository(Places.class);
        for (int i = 0; i < PLACES; i++) {
            all.add(place(i));
        }
        places.saveAll(Flux.fromIterable(all)).blockLast();

        for (int i = 0; i < QUERIES; i++) {
            compare(places, question(3));
        }
    }

    private void compare(Places places, Question question) {
        Query<Place> query = places.query().matching(question.criteria()).allowScan();
        List<Place> expected = all.stream().filter(question.test()).toList();
        String what = "seed " + seed + ": " + question.criteria() + "\n"
                + query.explain().block();

        List<Place> found = query.all().collectList().block();
        assertThat(found).as(what).doesNotHaveDuplicates();
        assertThat(found).as(what).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(query.count().block()).as(what).isEqualTo(expected.size());
        assertThat(query.exists().block()).as(what).isEqualTo(!expected.isEmpty());
        compareOrder(query, expected, what);
        assertThat(pages(query, 5 + random.nextInt(60))).as(what).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void compareOrder(Query<Place> query, List<Place> expected, String what) {
        boolean descending = random.nextBoolean();
        GeoPoint center = point();
        Comparator<Place> order;
        Ordering<Place> by;
        switch (random.nextInt(4)) {
            case 0 -> {
                order = Comparator.comparingLong(Place::population);
                by = query.orderBy(Place::population);
            }
            case 1 -> {
                order = Comparator.comparing(Place::rating, Comparator.nullsFirst(Comparator.<Double>naturalOrder()));
                by = query.orderBy(Place::rating);
            }
            case 2 -> {
                order = Comparator.comparing(Place::admin, RandomCriteriaIT::compareBytes);
                by = query.orderBy(Place::admin);
            }
            default -> {
                order = Comparator.comparingDouble(place -> place.location() == null
                        ? Double.POSITIVE_INFINITY
                        : place.location().distanceTo(center));
                by = query.orderBy(Place::location);
                descending = false;
                Query<Place> near = by.nearestTo(center);
                assertSorted(near, expected, order.thenComparing(Place::id), what);
                return;
            }
        }
        order = order.thenComparing(Place::id);
        assertSorted(
                descending ? by.descending() : by.ascending(), expected, descending ? order.reversed() : order, what);
    }

    private void assertSorted(Query<Place> query, List<Place> expected, Comparator<Place> order, String what) {
        List<Place> sorted = expected.stream().sorted(order).toList();
        assertThat(query.all().collectList().block()).as(what).isEqualTo(sorted);
        int limit = 1 + random.nextInt(20);
        assertThat(query.limit(limit).all().collectList().block())
                .as(what + " limit " + limit)
                .isEqualTo(sorted.subList(0, Math.min(limit, sorted.size())));
        assertThat(pages(query, 5 + random.nextInt(60))).as(what + " in pages").isEqualTo(sorted);
    }

    private static List<Place> pages(Query<Place> query, int size) {
        List<Place> found = new ArrayList<>();
        Page<Place> page = query.page(size).block();
        found.addAll(page.content());
        while (page.next().isPresent()) {
            page = query.page(size, Cursor.parse(page.next().get().toString())).block();
            found.addAll(page.content());
        }
        return found;
    }

    private Question question(int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            Question a = question(depth - 1);
            Question b = question(depth - 1);
            return switch (random.nextInt(5)) {
                case 0, 1 ->
                    new Question(a.criteria().and(b.criteria()), a.test().and(b.test()));
                case 2, 3 ->
                    new Question(a.criteria().or(b.criteria()), a.test().or(b.test()));
                default -> new Question(a.criteria().not(), a.test().negate());
            };
        }
        return leaf();
    }

    private Question leaf() {
        String country = COUNTRIES[random.nextInt(COUNTRIES.length)];
        String name = NAMES[random.nextInt(NAMES.length)];
        long from = random.nextInt(1_000) - 500;
        long to = from + random.nextInt(500);
        double rating = random.nextInt(10) / 2.0;
        return switch (random.nextInt(11)) {
            case 0 ->
                new Question(where(Place::country).is(country), p -> p.country().equals(country));
            case 1 ->
                new Question(
                        where(Place::country).in(country, "DE"),
                        p -> p.country().equals(country) || p.country().equals("DE"));
            case 2 ->
                new Question(
                        where(Place::population).between(from, to),
                        p -> p.population() >= from && p.population() <= to);
            case 3 -> new Question(where(Place::population).lessThan(from), p -> p.population() < from);
            case 4 ->
                new Question(where(Place::rating).greaterThan(rating), p -> p.rating() != null && p.rating() > rating);
            case 5 -> new Question(where(Place::rating).isNull(), p -> p.rating() == null);
            case 6 ->
                new Question(
                        where(Place::name).startsWith(name),
                        p -> p.name() != null && p.name().startsWith(name));
            case 7 -> new Question(where(Place::name).isNot(name), p -> !name.equals(p.name()));
            case 8 -> new Question(where(Place::admin).atMost(name), p -> compareBytes(p.admin(), name) <= 0);
            case 9 -> new Question(where(Place::name).is(name), p -> name.equals(p.name()));
            default -> {
                GeoPoint center = point();
                double metres = random.nextInt(3_000_000);
                yield new Question(
                        where(Place::location).within(center, metres),
                        p -> p.location() != null && p.location().distanceTo(center) <= metres);
            }
        };
    }

    private Place place(int i) {
        return new Place(
                "p" + i,
                random.nextInt(8) == 0
                        ? null
                        : NAMES[random.nextInt(NAMES.length)] + (random.nextBoolean() ? random.nextInt(5) : ""),
                COUNTRIES[random.nextInt(COUNTRIES.length)],
                random.nextInt(20) == 0 ? Long.MIN_VALUE : random.nextInt(1_000) - 500,
                random.nextInt(5) == 0 ? null : random.nextInt(10) / 2.0,
                NAMES[random.nextInt(NAMES.length)],
                random.nextInt(10) == 0 ? null : point());
    }

    private GeoPoint point() {
        return switch (random.nextInt(4)) {
            case 0 -> new GeoPoint(179.9 - random.nextDouble(), random.nextDouble() * 10);
            case 1 -> new GeoPoint(-179.9 + random.nextDouble(), random.nextDouble() * 10);
            case 2 -> new GeoPoint(13 + random.nextDouble(), 52 + random.nextDouble());
            default -> new GeoPoint(random.nextDouble() * 360 - 180, random.nextDouble() * 160 - 80);
        };
    }

    private static int compareBytes(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
