package dev.cress.codec;

import dev.cress.geo.GeoPoint;
import dev.cress.script.entity.SureTexts;

/** Positions as {@code longitude,latitude} in degrees. */
public final class GeoPointCodec implements TextCodec<GeoPoint> {

    /** The codec, which has no state. */
    public static final GeoPointCodec INSTANCE = new GeoPointCodec();

    private static final String LATITUDE = ",%-?[0-8]?%d%.%d+$";
    private static final SureTexts SURE =
            SureTexts.matching(64, "^%-?%d%d?%.%d+" + LATITUDE, "^%-?1[0-7]%d%.%d+" + LATITUDE);

    private GeoPointCodec() {}

    @Override
    public byte[] encode(GeoPoint point) {
        return Utf8.encode(point.longitude() + "," + point.latitude());
    }

    @Override
    public SureTexts sureTexts() {
        return SURE;
    }

    @Override
    public GeoPoint decode(byte[] text) {
        String position = Utf8.decode(text);
        int comma = position.indexOf(',');
        try {
            return new GeoPoint(
                    Doubles.parse(position.substring(0, Math.max(comma, 0))),
                    Doubles.parse(position.substring(comma + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is no position");
        }
    }
}
