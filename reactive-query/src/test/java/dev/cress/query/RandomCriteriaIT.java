package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.geo.GeoPoint;
import dev.cress.query.criteria.Criteria;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Random criteria over random spots, compared with a pass over all of them in memory, and with the conditions as they were given, without a rule applied: content, order, pages both
 * ways, counts, ids, projections, values. A run is repeated by its seed; {@code cress.queries} sets the number of criteria for each topology: most of them on one partition, where they
 * are cheapest.
 */
@Order(0)
@RedisTest
@Timeout(value = 2, unit = TimeUnit.HOURS) // a long run by cress.queries
class RandomCriteriaIT {

    interface Towns extends ReactiveRepository<Town, String> {}

    interface Spots extends ReactiveRepository<Spot, String>, Queryable<Spot> {}

    record Summary(String id, String name, long population) {}

    private static final int SPOTS = 30;
    private static final int QUERIES = Integer.getInteger("cress.queries", 10_050);
    private static final int AT_A_TIME = 32;
    private static final Duration PATIENCE = Duration.ofMinutes(1); // of long runs beside other work

    private final RedisEnvironment redis;
    private final long seed = Long.getLong("cress.seed", System.nanoTime());
    private List<Spot> all;
    private Unoptimised unoptimised;
    private Cress cress;
    private Spots spots;

    RandomCriteriaIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    @ParameterizedTest(name = "{0} partitions, {1} of 100 criteria")
    @CsvSource({"1, 80", "4, 15", "16, 5"})
    void findsWhatABruteForcePassFinds(int partitions, int share) {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .partitions(partitions)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .build())
                .block();
        spots = cress.repository(Spots.class);
        RandomQuestions data = new RandomQuestions(seed, SPOTS);
        cress.repository(Towns.class).saveAll(Flux.fromIterable(Town.ALL)).blockLast();
        all = spots.saveAll(Flux.fromStream(IntStream.range(0, SPOTS).mapToObj(data::spot)))
                .sort(Comparator.comparing(Spot::id))
                .collectList()
                .block();
        unoptimised = Unoptimised.of(all);
        Flux.range(0, QUERIES * share / 100)
                .flatMap(i -> compare(seed + 1 + i), AT_A_TIME)
                .then()
                .block(Duration.ofMinutes(100));
    }

    private Mono<Void> compare(long questionSeed) {
        RandomQuestions questions = new RandomQuestions(questionSeed, SPOTS);
        RandomQuestions.Question question = questions.question(3);
        List<Spot> expected = all.stream().filter(question.test()).toList();
        Supplier<String> what =
                () -> "cress.seed=" + seed + ", question " + (questionSeed - seed - 1) + ": " + question.criteria();
        same(unoptimised.matching(question.criteria()), expected, what);
        Query<Spot> query = spots.query().matching(question.criteria()).allowScan();
        return query.all()
                .collectList()
                .doOnNext(found -> same(byId(found), expected, what))
                .then(Mono.defer(() -> switch (questions.random().nextInt(8)) {
                    case 0, 1 -> counts(query, expected, what);
                    case 2 -> forms(query, expected, what);
                    case 3 -> values(query, expected, what);
                    case 4 ->
                        pages(query, expected, null, 8 + questions.random().nextInt(30), what);
                    case 5, 6 -> ordered(questions, query, expected, what);
                    default -> Mono.fromRunnable(() -> inHand(question.criteria(), expected, what));
                }));
    }

    private void inHand(Criteria<Spot> criteria, List<Spot> expected, Supplier<String> what) {
        if (!criteria.toString().contains("town.")) { // what others are is not in hand
            same(all.stream().filter(spots.test(criteria)).toList(), expected, what);
        }
    }

    private Mono<Void> counts(Query<Spot> query, List<Spot> expected, Supplier<String> what) {
        return query.count()
                .doOnNext(count -> same(count, (long) expected.size(), what))
                .then(query.exists())
                .doOnNext(found -> same(found, !expected.isEmpty(), what))
                .then();
    }

    private static List<Spot> byId(List<Spot> spots) {
        return spots.stream().sorted(Comparator.comparing(Spot::id)).toList();
    }

    /** What an assertion costs is paid only where it fails. */
    private static void same(Object found, Object expected, Supplier<String> what) {
        if (!found.equals(expected)) {
            assertThat(found).as(what.get()).isEqualTo(expected);
        }
    }

    private Mono<Void> forms(Query<Spot> query, List<Spot> expected, Supplier<String> what) {
        Mono<Void> ids = query.ids(String.class)
                .all()
                .collectList()
                .doOnNext(found -> same(
                        found.stream().sorted().toList(),
                        expected.stream().map(Spot::id).toList(),
                        what))
                .then();
        Mono<Void> summaries = query.as(Summary.class)
                .all()
                .collectList()
                .doOnNext(found -> same(
                        found.stream().sorted(Comparator.comparing(Summary::id)).toList(),
                        expected.stream()
                                .map(spot -> new Summary(spot.id(), spot.name(), spot.population()))
                                .toList(),
                        what))
                .then();
        return ids.then(summaries);
    }

    private Mono<Void> values(Query<Spot> query, List<Spot> expected, Supplier<String> what) {
        TreeMap<String, Long> counts = new TreeMap<>(RandomQuestions::compareBytes);
        expected.forEach(spot -> counts.merge(spot.country(), 1L, Long::sum));
        Mono<Void> groups = query.values(Spot::country)
                .counts()
                .collectList()
                .doOnNext(found -> same(
                        found,
                        counts.entrySet().stream()
                                .map(group -> new ValueCount<>(group.getKey(), group.getValue()))
                                .toList(),
                        what))
                .then();
        Mono<Void> least = query.values(Spot::rating)
                .min()
                .defaultIfEmpty(Double.NaN)
                .doOnNext(found -> same(
                        found,
                        expected.stream()
                                .map(Spot::rating)
                                .filter(Objects::nonNull)
                                .min(Comparator.naturalOrder())
                                .orElse(Double.NaN),
                        what))
                .then();
        Mono<Void> sum = query.values(Spot::population)
                .sum()
                .doOnNext(found -> assertThat(found)
                        .as(what.get())
                        .isEqualByComparingTo(expected.stream()
                                .map(spot -> BigDecimal.valueOf(spot.population()))
                                .reduce(BigDecimal.ZERO, BigDecimal::add)))
                .then();
        return groups.then(least).then(sum);
    }

    private Mono<Void> ordered(
            RandomQuestions questions, Query<Spot> query, List<Spot> expected, Supplier<String> what) {
        boolean descending = questions.random().nextBoolean();
        GeoPoint center = questions.point();
        int kind = questions.random().nextInt(8);
        Comparator<Spot> order = comparator(kind, center);
        if (kind > 5) {
            return tuples(questions, query, expected, what);
        }
        Ordering<Spot> by = kind == 5
                ? query.orderBy(Spot::country).ascending().orderBy(Spot::rating)
                : query.orderBy(List.of("population", "rating", "admin", "id", "location")
                        .get(kind));
        Query<Spot> sorted = kind == 4 ? by.nearestTo(center) : descending ? by.descending() : by.ascending();
        Comparator<Spot> total = kind == 5
                ? Comparator.comparing(Spot::country, RandomQuestions::compareBytes)
                        .thenComparing(
                                descending
                                        ? byRating().thenComparing(Spot::id).reversed()
                                        : byRating().thenComparing(Spot::id))
                : descending && kind != 4 ? order.thenComparing(Spot::id).reversed() : order.thenComparing(Spot::id);
        return inOrder(questions, sorted, expected, total, also(what, " by " + kind));
    }

    /** Orders that an index of several properties has, or has where conditions fix its first ones. */
    private Mono<Void> tuples(
            RandomQuestions questions, Query<Spot> query, List<Spot> expected, Supplier<String> what) {
        boolean descending = questions.random().nextBoolean();
        List<String> names = List.of(
                        List.of("country", "population"),
                        List.of("name", "country", "rating"),
                        List.of("country", "rating"))
                .get(questions.random().nextInt(3));
        Query<Spot> sorted = query;
        Comparator<Spot> order = (a, b) -> 0;
        for (String name : names) {
            sorted = descending
                    ? sorted.orderBy(name).descending()
                    : sorted.orderBy(name).ascending();
            order = order.thenComparing(
                    switch (name) {
                        case "country" -> Comparator.comparing(Spot::country, RandomQuestions::compareBytes);
                        case "name" ->
                            Comparator.comparing(Spot::name, Comparator.nullsFirst(RandomQuestions::compareBytes));
                        case "rating" -> byRating();
                        default -> Comparator.comparingLong(Spot::population);
                    });
        }
        Comparator<Spot> total = order.thenComparing(Spot::id);
        return inOrder(questions, sorted, expected, descending ? total.reversed() : total, also(what, " by " + names));
    }

    private Mono<Void> inOrder(
            RandomQuestions questions,
            Query<Spot> sorted,
            List<Spot> expected,
            Comparator<Spot> total,
            Supplier<String> what) {
        List<Spot> inOrder = expected.stream().sorted(total).toList();
        int limit = 1 + questions.random().nextInt(20);
        int offset = questions.random().nextInt(10);
        return sorted.all()
                .collectList()
                .doOnNext(found -> same(found, inOrder, what))
                .thenMany(sorted.limit(limit).offset(offset).all())
                .collectList()
                .doOnNext(found -> same(
                        found,
                        inOrder.stream().skip(offset).limit(limit).toList(),
                        also(what, " limit " + limit + " offset " + offset)))
                .then(pages(sorted, expected, inOrder, 6 + questions.random().nextInt(30), what));
    }

    private static Comparator<Spot> comparator(int kind, GeoPoint center) {
        return switch (kind) {
            case 0 -> Comparator.comparingLong(Spot::population);
            case 1 -> byRating();
            case 2 -> Comparator.comparing(Spot::admin, RandomQuestions::compareBytes);
            case 4 ->
                Comparator.comparingDouble(spot -> spot.location() == null
                        ? Double.POSITIVE_INFINITY
                        : spot.location().distanceTo(center));
            default -> Comparator.comparing(Spot::id);
        };
    }

    private static Comparator<Spot> byRating() {
        return Comparator.comparing(Spot::rating, Comparator.nullsFirst(Comparator.<Double>naturalOrder()));
    }

    /** To the end, page by page, and from the last page back again. */
    private Mono<Void> pages(
            Query<Spot> query, List<Spot> expected, List<Spot> inOrder, int size, Supplier<String> what) {
        List<Page<Spot>> forward = new ArrayList<>();
        List<List<Spot>> backward = new ArrayList<>();
        return query.page(size)
                .expand(page -> page.next()
                        .map(cursor -> query.page(size, parsed(cursor)))
                        .orElseGet(Mono::empty))
                .doOnNext(forward::add)
                .last()
                .expand(page -> page.previous()
                        .map(cursor -> query.page(size, parsed(cursor)))
                        .orElseGet(Mono::empty))
                .doOnNext(page -> backward.add(0, page.content()))
                .then(Mono.fromRunnable(() -> {
                    List<Spot> found = forward.stream()
                            .flatMap(page -> page.content().stream())
                            .toList();
                    same(byId(found), expected, also(what, " in pages"));
                    if (inOrder != null) {
                        same(found, inOrder, also(what, " in pages"));
                    }
                    Supplier<String> backwards = also(what, " in pages backwards");
                    same(backward.stream().flatMap(List::stream).toList(), found, backwards);
                    same(backward.size(), forward.size(), backwards);
                }));
    }

    private static Supplier<String> also(Supplier<String> what, String more) {
        return () -> what.get() + more;
    }

    private static Cursor parsed(Cursor cursor) {
        return Cursor.parse(cursor.toString());
    }
}
