package dev.cress.samples.cities;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.cress.geo.GeoPoint;

/**
 * A city and how far away it is.
 *
 * @param distanceKm in kilometres, to the metre
 */
record Nearby(@JsonUnwrapped City city, double distanceKm) {

    static Nearby of(City city, GeoPoint center) {
        return new Nearby(city, Math.round(city.location().distanceTo(center)) / 1000.0);
    }
}
