package dev.cress.samples.subscriber;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import java.util.List;

/**
 * What there is to know of a country's cities.
 *
 * @param country ISO 3166-1 alpha-2 code
 * @param cities how many there are
 * @param population their inhabitants
 * @param top the biggest, biggest first
 */
@RedisEntity("country_summary")
record CountrySummary(
        @Id String country, @Indexed long cities, @Indexed long population, List<Top> top) {

    /** How many of the biggest are kept. */
    static final int TOP = 5;

    /**
     * One of the biggest.
     *
     * @param id of the city
     * @param name of the city
     * @param population of the city
     */
    record Top(String id, String name, long population) {}
}
