package dev.cress.codec;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads instants as {@link Instant#toString} writes them. The parser of the platform knows many more forms and costs more than the rest of an entity of ten properties;
 * whatever looks different is left to it.
 */
final class InstantTexts {

    private static final int SECONDS = "2026-01-02T03:04:05".length();
    private static final int NANO_DIGITS = 9;

    private InstantTexts() {}

    /**
     * @throws java.time.DateTimeException when the text is no instant
     */
    static Instant parse(String text) {
        int last = text.length() - 1;
        if (!isUsual(text, last)) {
            return Instant.parse(text);
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = last == SECONDS ? 0 : fraction(text, last);
        if (hour > 23 || minute > 59 || second > 59 || nanos < 0) {
            return Instant.parse(text); // which knows what to say, and the end of a day
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second, nanos);
    }

    private static boolean isUsual(String text, int last) {
        if (last < SECONDS || last > SECONDS + 1 + NANO_DIGITS || text.charAt(last) != 'Z') {
            return false;
        }
        for (int i = 0; i < SECONDS; i++) {
            char c = text.charAt(i);
            boolean fits = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == 'T';
                case 13, 16 -> c == ':';
                default -> c >= '0' && c <= '9';
            };
            if (!fits) {
                return false;
            }
        }
        return last == SECONDS || text.charAt(SECONDS) == '.';
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    /** Nanoseconds, or -1 when the fraction is none. */
    private static int fraction(String text, int last) {
        int from = SECONDS + 1;
        if (from == last) {
            return -1;
        }
        int nanos = 0;
        for (int i = from; i < from + NANO_DIGITS; i++) {
            char c = i < last ? text.charAt(i) : '0';
            if (c < '0' || c > '9') {
                return -1;
            }
            nanos = nanos * 10 + c - '0';
        }
        return nanos;
    }
}
