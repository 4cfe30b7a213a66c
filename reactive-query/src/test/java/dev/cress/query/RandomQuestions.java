package dev.cress.query;

import static dev.cress.query.criteria.Criteria.where;

import dev.cress.geo.GeoPoint;
import dev.cress.property.PropertyPath;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.reference.Ref;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Random spots, and random criteria with the same question as a predicate on the Java value. */
final class RandomQuestions {

    private static final String[] COUNTRIES = {"DE", "FR", "BR", "", "D"};
    private static final String[] NAMES = {"San", "Santa", "Sao", "S\0", "\uD83D\uDE00", "", "Berlin", "B"};
    private static final String[] TOWNS = {"t0", "t1", "t2", "t{}|:\0", "gone"};
    private static final String[] TAGS = {"a", "b", "", "{}"};

    /** Properties that a test may change while it asks. */
    static final Set<String> CHANGING = Set.of("population", "rating", "tags", "town", "location");

    /**
     * A criterion.
     *
     * @param test the same as a predicate
     * @param must whether it holds whatever becomes of the properties that change
     * @param may whether it can hold
     */
    record Question(Criteria<Spot> criteria, Predicate<Spot> test, Predicate<Spot> must, Predicate<Spot> may) {

        Question(Criteria<Spot> criteria, Predicate<Spot> test) {
            this(criteria, test, changes(criteria) ? p -> false : test, changes(criteria) ? p -> true : test);
        }

        Question and(Question other) {
            return new Question(
                    criteria.and(other.criteria), test.and(other.test), must.and(other.must), may.and(other.may));
        }

        Question or(Question other) {
            return new Question(
                    criteria.or(other.criteria), test.or(other.test), must.or(other.must), may.or(other.may));
        }

        Question not() {
            return new Question(criteria.not(), test.negate(), may.negate(), must.negate());
        }

        private static boolean changes(Criteria<Spot> criteria) {
            if (criteria instanceof Criteria.And<Spot> and) {
                return and.terms().stream().anyMatch(Question::changes);
            }
            return criteria instanceof Criteria.Not<Spot> not
                    ? changes(not.term())
                    : CHANGING.contains(
                            ((PropertyCriteria<Spot>) criteria).property().split("\\.")[0]);
        }
    }

    private final Random random;
    private final int spots;

    RandomQuestions(long seed, int spots) {
        this.random = new Random(seed);
        this.spots = spots;
    }

    Random random() {
        return random;
    }

    Question question(int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            Question a = question(depth - 1);
            Question b = question(depth - 1);
            return switch (random.nextInt(5)) {
                case 0, 1 -> a.and(b);
                case 2, 3 -> a.or(b);
                default -> a.not();
            };
        }
        return switch (random.nextInt(4)) {
            case 0 -> stored();
            case 1 -> position();
            default -> value();
        };
    }

    private Question value() {
        String country = any(COUNTRIES);
        String name = any(NAMES);
        long from = random.nextInt(40) - 20;
        long to = from + random.nextInt(20);
        double rating = random.nextInt(10) / 2.0;
        return switch (random.nextInt(12)) {
            case 0, 1 ->
                new Question(where(Spot::country).is(country), p -> p.country().equals(country));
            case 2 ->
                new Question(
                        where(Spot::country).in(country, "DE"),
                        p -> p.country().equals(country) || p.country().equals("DE"));
            case 3 ->
                new Question(
                        where(Spot::population).between(from, to), p -> p.population() >= from && p.population() <= to);
            case 4 -> new Question(where(Spot::population).lessThan(from), p -> p.population() < from);
            case 5 ->
                new Question(where(Spot::rating).greaterThan(rating), p -> p.rating() != null && p.rating() > rating);
            case 6 -> new Question(where(Spot::rating).isNull(), p -> p.rating() == null);
            case 7 ->
                new Question(
                        where(Spot::name).startsWith(name),
                        p -> p.name() != null && p.name().startsWith(name));
            case 8 ->
                new Question(where(Spot::name).notIn(name, "B"), p -> !name.equals(p.name()) && !"B".equals(p.name()));
            case 9 -> new Question(where(Spot::admin).atMost(name), p -> compareBytes(p.admin(), name) <= 0);
            case 10 -> {
                String id = "s" + random.nextInt(spots * 2);
                String other = "s" + random.nextInt(spots);
                yield new Question(where(Spot::id).in(id, other), p -> p.id().equals(id) || p.id().equals(other));
            }
            default -> new Question(where(Spot::name).isEmpty(), p -> "".equals(p.name()));
        };
    }

    private Question position() {
        GeoPoint center = point();
        double metres = random.nextInt(4) == 0 ? random.nextInt(20_000_000) : random.nextInt(3_000_000);
        GeoPoint corner = point();
        return switch (random.nextInt(4)) {
            case 0 -> new Question(where(Spot::location).isNotNull(), p -> p.location() != null);
            case 1 -> {
                GeoPoint southWest = new GeoPoint(center.longitude(), Math.min(center.latitude(), corner.latitude()));
                GeoPoint northEast = new GeoPoint(corner.longitude(), Math.max(center.latitude(), corner.latitude()));
                yield new Question(
                        where(Spot::location).inBox(southWest, northEast),
                        p -> inBox(p.location(), southWest, northEast));
            }
            default ->
                new Question(
                        where(Spot::location).within(center, metres),
                        p -> p.location() != null && p.location().distanceTo(center) <= metres);
        };
    }

    private static boolean inBox(GeoPoint point, GeoPoint southWest, GeoPoint northEast) {
        if (point == null || point.latitude() < southWest.latitude() || point.latitude() > northEast.latitude()) {
            return false;
        }
        double width = (northEast.longitude() - southWest.longitude() + 360) % 360;
        double at = (point.longitude() - southWest.longitude() + 360) % 360;
        return at <= width;
    }

    private Question stored() {
        String name = any(NAMES);
        String tag = any(TAGS);
        int floor = random.nextInt(4);
        Condition<Object, Criteria<Spot>> tags = where("tags");
        return switch (random.nextInt(10)) {
            case 9 -> referred();
            case 0 ->
                new Question(
                        where(Spot::name).endsWith(name),
                        p -> p.name() != null && p.name().endsWith(name));
            case 1 ->
                new Question(where(Spot::admin).contains("a"), p -> p.admin().contains("a"));
            case 2 ->
                new Question(
                        where(Spot::name).matches("S.*[ao0-9]"),
                        p -> p.name() != null && p.name().matches("S.*[ao0-9]"));
            case 3 ->
                new Question(
                        tags.hasElement(tag), p -> p.tags() != null && p.tags().contains(tag));
            case 4 ->
                new Question(
                        tags.hasAllOf(List.of(tag, "a")),
                        p -> p.tags() != null && p.tags().containsAll(List.of(tag, "a")));
            case 5 ->
                new Question(tags.isEmpty(), p -> p.tags() != null && p.tags().isEmpty());
            case 6 ->
                new Question(
                        where(PropertyPath.of(Spot::address).then(Spot.Address::floor))
                                .atLeast(floor),
                        p -> p.address() != null && p.address().floor() >= floor);
            case 7 ->
                new Question(
                        Criteria.<Spot>where("address.city").isNull(),
                        p -> p.address() == null || p.address().city() == null);
            default ->
                new Question(
                        Criteria.<Spot>where("address.rooms.seats").is(floor),
                        p -> p.address() != null
                                && p.address().rooms().stream().anyMatch(room -> room.seats() == floor));
        };
    }

    private Question referred() {
        String name = any(NAMES);
        int size = random.nextInt(6);
        return switch (random.nextInt(5)) {
            case 0 ->
                new Question(
                        Criteria.<Spot>where("town.name").startsWith(name),
                        p -> nameOf(p.town()) != null && nameOf(p.town()).startsWith(name));
            case 1 ->
                new Question(
                        where(PropertyPath.through(Spot::town).then(Town::name)).isNull(),
                        p -> nameOf(p.town()) == null);
            case 2 ->
                new Question(
                        where(PropertyPath.through(Spot::town).then(Town::size)).atLeast(size),
                        p -> Town.of(p.town()) != null && Town.of(p.town()).size() >= size);
            case 3 -> new Question(Criteria.<Spot>where("town.name").isNot(name), p -> !name.equals(nameOf(p.town())));
            default ->
                new Question(
                        Criteria.<Spot>where("town.capital.name").in("San", ""),
                        p -> Town.of(p.town()) != null
                                && Arrays.asList("San", "")
                                        .contains(nameOf(Town.of(p.town()).capital())));
        };
    }

    private static @Nullable String nameOf(@Nullable Ref<Town> reference) {
        Town town = Town.of(reference);
        return town == null ? null : town.name();
    }

    Spot spot(int i) {
        return new Spot(
                "s" + i,
                random.nextInt(8) == 0 ? null : any(NAMES) + (random.nextBoolean() ? random.nextInt(5) : ""),
                any(COUNTRIES),
                random.nextInt(20) == 0 ? Long.MIN_VALUE : random.nextInt(40) - 20,
                random.nextInt(5) == 0 ? null : random.nextInt(10) / 2.0,
                any(NAMES),
                random.nextInt(10) == 0 ? null : point(),
                random.nextInt(6) == 0 ? null : List.of(TAGS).subList(random.nextInt(2), 1 + random.nextInt(4)),
                random.nextInt(4) == 0 ? null : address(),
                random.nextInt(5) == 0 ? null : Ref.to(any(TOWNS)),
                0);
    }

    private Spot.Address address() {
        List<Spot.Room> rooms = random.nextBoolean()
                ? List.of()
                : List.of(new Spot.Room("r1", random.nextInt(4)), new Spot.Room("r2", random.nextInt(4)));
        return new Spot.Address(random.nextInt(3) == 0 ? null : any(NAMES), random.nextInt(4), rooms);
    }

    GeoPoint point() {
        return switch (random.nextInt(4)) {
            case 0 -> new GeoPoint(179.9 - random.nextDouble(), random.nextDouble() * 10);
            case 1 -> new GeoPoint(-179.9 + random.nextDouble(), random.nextDouble() * 10);
            case 2 -> new GeoPoint(13 + random.nextDouble(), 52 + random.nextDouble());
            default -> new GeoPoint(random.nextDouble() * 360 - 180, random.nextDouble() * 160 - 80);
        };
    }

    private String any(String[] values) {
        return values[random.nextInt(values.length)];
    }

    static int compareBytes(String a, String b) {
        return Arrays.compareUnsigned(
                Objects.requireNonNull(a).getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
