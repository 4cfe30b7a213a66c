package dev.cress.samples.cities;

import dev.cress.geo.GeoPoint;
import dev.cress.query.Query;
import java.util.Collections;
import java.util.Set;

/**
 * The cities around a point, nearest first.
 *
 * @param km the radius
 * @param limit the largest number of cities
 */
record NearSearch(GeoPoint center, double km, int limit) {

    private static final int USUAL = 50;

    /** Reads {@code longitude}, {@code latitude}, {@code km}, which have to be given, and {@code limit}. */
    static NearSearch from(Parameters parameters) {
        return new NearSearch(
                new GeoPoint(
                        parameters.decimal("longitude", Range.LONGITUDE),
                        parameters.decimal("latitude", Range.LATITUDE)),
                parameters.decimal("km", Range.KM),
                parameters
                        .wholeNumber("limit", 1, CitySearch.MOST)
                        .map(Long::intValue)
                        .orElse(USUAL));
    }

    /** Whether there is a parameter that nothing but a near search has. */
    static boolean isMeant(Set<String> parameters) {
        return !Collections.disjoint(parameters, Set.of("longitude", "latitude", "km"));
    }

    Query<City> query(Cities cities) {
        return cities.query()
                .where(City::location)
                .within(center, km * 1000)
                .orderBy(City::location)
                .nearestTo(center)
                .limit(limit);
    }
}
