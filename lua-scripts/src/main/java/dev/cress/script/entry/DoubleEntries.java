package dev.cress.script.entry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Entries of doubles: IEEE 754 bytes, turned so that unsigned bytes sort as {@link Double#compare} does, but -0.0 equals 0.0. */
final class DoubleEntries {

    private static final byte TAG = 0x04;

    private DoubleEntries() {}

    static byte[] encode(byte[] text) {
        try {
            return encode(Double.parseDouble(new String(text, StandardCharsets.ISO_8859_1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number");
        }
    }

    private static byte[] encode(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        long turned = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
        return ByteBuffer.allocate(9).put(TAG).putLong(turned).array();
    }
}
