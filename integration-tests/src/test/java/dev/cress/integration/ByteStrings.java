package dev.cress.integration;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Byte strings of the oracle: a {@code String} of which each char is one byte (0 to 255). So equality, hashing and {@code compareTo}
 * are those of the bytes, without a class of its own.
 */
final class ByteStrings {

    /** Orders texts by their UTF-8 bytes, which is the order of their code points, not of their chars. */
    static final Comparator<String> UTF8_ORDER = ByteStrings::compareCodePoints;

    private ByteStrings() {}

    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String byteString) {
        return byteString.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The UTF-8 bytes of a text. */
    static String utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of UTF-8 bytes; what is not UTF-8 becomes replacement characters. */
    static String text(String byteString) {
        return new String(bytes(byteString), StandardCharsets.UTF_8);
    }

    private static int compareCodePoints(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                return codePointFrom(left, i) - codePointFrom(right, i);
            }
        }
        return left.length() - right.length();
    }

    /** The code point of which the char is the first or second half. */
    private static int codePointFrom(String text, int index) {
        boolean second = index > 0
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
        return text.codePointAt(second ? index - 1 : index);
    }

    /** For messages: printable ASCII as it is, all else as {@code \xNN}, cut when long. */
    static String show(String byteString) {
        return show(byteString, 120);
    }

    static String show(String byteString, int longest) {
        StringBuilder shown = new StringBuilder("'");
        int length = Math.min(byteString.length(), longest);
        for (int i = 0; i < length; i++) {
            char c = byteString.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                shown.append(c);
            } else {
                shown.append(String.format("\\x%02x", (int) c));
            }
        }
        return shown.append(length < byteString.length() ? "…'" : "'").toString();
    }
}
