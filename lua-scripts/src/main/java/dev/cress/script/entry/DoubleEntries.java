package dev.cress.script.entry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Entries of doubles: IEEE 754 bytes, turned so that unsigned bytes sort as {@link Double#compare} does, but -0.0 equals 0.0. */
final class DoubleEntries {

    private static final byte TAG = 0x04;
    private static final int MOST_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = IntStream.range(0, MOST_DIGITS)
            .mapToDouble(n -> LongStream.range(0, n).reduce(1, (power, i) -> 10 * power))
            .toArray();

    private DoubleEntries() {}

    static byte[] encode(byte[] text) {
        double value = shortDecimal(text);
        try {
            return encode(
                    Double.isNaN(value) ? Double.parseDouble(new String(text, StandardCharsets.ISO_8859_1)) : value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number");
        }
    }

    /** Digits with a point or without, of which a double holds both the number without the point and the power of ten by which it is divided, so that only the quotient is rounded; NaN for all else. */
    private static double shortDecimal(byte[] text) {
        int first = text.length > 0 && text[0] == '-' ? 1 : 0;
        long digits = 0;
        int point = text.length;
        if (text.length - first > MOST_DIGITS) {
            return Double.NaN;
        }
        for (int i = first; i < text.length; i++) {
            if (text[i] == '.' && point == text.length) {
                point = i;
            } else if (text[i] >= '0' && text[i] <= '9') {
                digits = digits * 10 + text[i] - '0';
            } else {
                return Double.NaN;
            }
        }
        int decimals = Math.max(0, text.length - point - 1);
        double value = digits / POWERS_OF_TEN[decimals];
        return text.length - first <= (point < text.length ? 1 : 0) ? Double.NaN : first == 1 ? -value : value;
    }

    private static byte[] encode(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        long turned = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
        return ByteBuffer.allocate(9).put(TAG).putLong(turned).array();
    }
}
