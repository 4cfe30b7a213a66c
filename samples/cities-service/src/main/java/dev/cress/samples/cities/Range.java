package dev.cress.samples.cities;

import dev.cress.geo.GeoPoint;
import java.math.BigDecimal;

/** The numbers that a coordinate or a distance can be. */
record Range(double least, double most) {

    static final Range LONGITUDE = new Range(-180, 180);

    static final Range LATITUDE = new Range(-GeoPoint.MAX_INDEXED_LATITUDE, GeoPoint.MAX_INDEXED_LATITUDE);

    /** From a metre to half way around the earth. */
    static final Range KM = new Range(0.001, 20_020);

    boolean contains(double number) {
        return least <= number && number <= most;
    }

    @Override
    public String toString() {
        return "a number from %s to %s".formatted(plain(least), plain(most));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
