package dev.cress.benchmarks.model;

import dev.cress.geo.GeoPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Restaurants: the same for the same number, on every machine. */
public sealed class Restaurants permits CityRestaurants {

    /** Evenly spread: every cuisine has as many, every city, every price. */
    public static final Restaurants MADE = new Restaurants();

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz ";

    Restaurants() {}

    /**
     * Restaurants in a row.
     *
     * @param from number of the first
     * @param count how many
     * @return them
     */
    public final List<Restaurant> range(int from, int count) {
        List<Restaurant> restaurants = new ArrayList<>(count);
        for (int n = from; n < from + count; n++) {
            restaurants.add(number(n));
        }
        return restaurants;
    }

    /**
     * One restaurant.
     *
     * @param n its number
     * @return it
     */
    public Restaurant number(int n) {
        Random random = new Random(n * 0x9E3779B97F4A7C15L);
        int city = random.nextInt(50);
        return new Restaurant(
                id(n),
                "Restaurant " + n,
                cuisine(random.nextInt(20)),
                "city-" + city,
                random.nextInt(51) / 10.0,
                500 + random.nextInt(19_501),
                near(center(city), random),
                random.nextInt(10) > 0,
                text(random, 200),
                FIRST.plusMillis(n * 1_000L),
                List.of(
                        "tag-" + random.nextInt(10),
                        "tag-" + (10 + random.nextInt(10)),
                        "tag-" + (20 + random.nextInt(10))),
                0);
    }

    /**
     * The id of a restaurant.
     *
     * @param n its number
     * @return its id
     */
    public static String id(int n) {
        return "r" + n;
    }

    /**
     * The number of a restaurant.
     *
     * @param id its id
     * @return its number
     */
    public static int numberOf(String id) {
        return Integer.parseInt(id, 1, id.length(), 10);
    }

    /**
     * A cuisine.
     *
     * @param n from 0 to 19
     * @return its name
     */
    public String cuisine(int n) {
        return "cuisine-" + n;
    }

    /**
     * The middle of a city.
     *
     * @param city from 0 to 49
     * @return a position
     */
    public GeoPoint center(int city) {
        return new GeoPoint(-120 + (city % 10) * 25, -40 + (city / 10) * 20);
    }

    /** Up to 40 km away in each direction. */
    static GeoPoint near(GeoPoint center, Random random) {
        return new GeoPoint(
                rounded(center.longitude() + (random.nextDouble() - 0.5) * 0.7),
                rounded(center.latitude() + (random.nextDouble() - 0.5) * 0.7));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e5) / 1e5;
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
