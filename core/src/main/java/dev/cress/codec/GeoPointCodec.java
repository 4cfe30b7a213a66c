package dev.cress.codec;

import dev.cress.geo.GeoPoint;

/** Positions as {@code longitude,latitude} in degrees. */
public final class GeoPointCodec implements TextCodec<GeoPoint> {

    /** The codec, which has no state. */
    public static final GeoPointCodec INSTANCE = new GeoPointCodec();

    private GeoPointCodec() {}

    @Override
    public byte[] encode(GeoPoint point) {
        return Utf8.encode(point.longitude() + "," + point.latitude());
    }

    @Override
    public GeoPoint decode(byte[] text) {
        String[] parts = Utf8.decode(text).split(",", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("is no position");
        }
        try {
            return new GeoPoint(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is no position");
        }
    }
}
