package dev.cress.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 that loses nothing: what cannot be represented is refused rather than replaced. */
public final class Utf8 {

    private static final char REPLACEMENT = 0xFFFD;

    private Utf8() {}

    /**
     * Encodes.
     *
     * @param text any text
     * @return its bytes
     * @throws IllegalArgumentException when it holds a lone surrogate
     */
    public static byte[] encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException("holds a lone surrogate, which no UTF-8 text can");
                }
                i++;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Decodes.
     *
     * @param bytes UTF-8
     * @return the text
     * @throws IllegalArgumentException when the bytes are no UTF-8
     */
    public static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new IllegalArgumentException("is not UTF-8");
        }
        return text;
    }
}
