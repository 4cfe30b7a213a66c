package dev.cress.samples.cities;

import dev.cress.geo.GeoPoint;
import dev.cress.query.criteria.Criteria;
import java.math.BigDecimal;

/** A part of the map; one whose west is greater than its east crosses the 180th meridian. */
record Box(GeoPoint southWest, GeoPoint northEast) {

    static final String ALLOWED = "west,south,east,north in degrees, such as 5.9,47.2,15.1,55.1";

    static Box parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 4) {
            throw Parameters.wrong(text, "is not four numbers");
        }
        GeoPoint southWest = point(parts[0], parts[1]);
        GeoPoint northEast = point(parts[2], parts[3]);
        if (southWest.latitude() > northEast.latitude()) {
            throw Parameters.wrong(text, "has its south above its north");
        }
        return new Box(southWest, northEast);
    }

    Criteria<City> criteria() {
        return Criteria.where(City::location).inBox(southWest, northEast);
    }

    private static GeoPoint point(String longitude, String latitude) {
        return new GeoPoint(degrees(longitude, Range.LONGITUDE), degrees(latitude, Range.LATITUDE));
    }

    private static double degrees(String text, Range range) {
        double degrees;
        try {
            degrees = new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw Parameters.wrong(text, "is not a number");
        }
        if (!range.contains(degrees)) {
            throw Parameters.wrong(text, "is not " + range);
        }
        return degrees;
    }
}
