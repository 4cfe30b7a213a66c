package dev.cress.integration;

/** A point in degrees. */
record Position(double longitude, double latitude) {

    /** The radius that Redis computes with. */
    private static final double EARTH_RADIUS = 6_372_797.560856;

    static Position parse(String text) {
        int comma = text.indexOf(',');
        return new Position(
                Double.parseDouble(text.substring(0, comma)), Double.parseDouble(text.substring(comma + 1)));
    }

    /** Metres along the great circle, by haversine. */
    double distanceTo(Position other) {
        double phi1 = Math.toRadians(latitude);
        double phi2 = Math.toRadians(other.latitude);
        double u = Math.sin((phi2 - phi1) / 2);
        double v = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, u * u + Math.cos(phi1) * Math.cos(phi2) * v * v)));
    }
}
