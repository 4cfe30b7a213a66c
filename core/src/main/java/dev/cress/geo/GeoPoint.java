package dev.cress.geo;

/**
 * A position on the earth, WGS 84.
 *
 * @param longitude degrees east, -180 to 180
 * @param latitude degrees north, -90 to 90
 */
public record GeoPoint(double longitude, double latitude) {

    /** Degrees of latitude north and south beyond which a geo index holds nothing: the limit of the Mercator projection that Redis uses. */
    public static final double MAX_INDEXED_LATITUDE = 85.05112878;

    /** The earth's radius in metres that Redis computes with. */
    private static final double EARTH_RADIUS = 6_372_797.560856;

    /** Checks the ranges; NaN is in none. */
    public GeoPoint {
        check("longitude", longitude, 180);
        check("latitude", latitude, 90);
    }

    /**
     * The distance along the surface of a sphere, by the haversine formula and with the radius that Redis uses.
     *
     * @param other the other position
     * @return metres
     */
    public double distanceTo(GeoPoint other) {
        double u = Math.sin(Math.toRadians(other.latitude - latitude) / 2);
        double v = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double a = u * u + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(other.latitude)) * v * v;
        return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    private static void check(String name, double value, double limit) {
        if (!(Math.abs(value) <= limit)) {
            throw new IllegalArgumentException(
                    name + " lies between -" + (int) limit + " and " + (int) limit + ", not at " + value);
        }
    }
}
