package dev.cress.script.entry;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Entries of dates and times, from their ISO-8601 texts. */
final class TemporalEntries {

    private static final Pattern DATE = Pattern.compile("([+-]?\\d{1,12})-(\\d\\d)-(\\d\\d)");
    private static final Pattern DATE_TIME =
            Pattern.compile("(.+)T([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d*))?)?");
    private static final Pattern ZONE = Pattern.compile("(.*)\\[[^\\[\\]]+\\]");
    private static final Pattern OFFSET = Pattern.compile("(.*)([+-])(\\d\\d):(\\d\\d)(?::(\\d\\d))?");
    private static final int DAY = 86_400;
    private static final int MAX_OFFSET = 18 * 3_600;

    private TemporalEntries() {}

    static byte[] encodeDate(byte[] text) {
        return bytes(date(latin1(text)));
    }

    static byte[] encodeDateTime(byte[] text) {
        return bytes(dateTime(latin1(text), 0));
    }

    static byte[] encodeInstant(byte[] text) {
        Matcher zone = ZONE.matcher(latin1(text));
        String at = zone.matches() ? zone.group(1) : latin1(text);
        if (at.endsWith("Z")) {
            return bytes(dateTime(at.substring(0, at.length() - 1), 0));
        }
        Matcher offset = OFFSET.matcher(at);
        if (!offset.matches()) {
            throw new IllegalArgumentException("not an ISO-8601 date and time with an offset");
        }
        int seconds = number(offset.group(3)) * 3_600 + number(offset.group(4)) * 60 + seconds(offset.group(5));
        if (seconds > MAX_OFFSET) {
            throw new IllegalArgumentException("an offset is at most 18 hours");
        }
        return bytes(dateTime(offset.group(1), offset.group(2).equals("-") ? -seconds : seconds));
    }

    /** @param offset seconds to take off, less than a day */
    private static String dateTime(String text, int offset) {
        Matcher matcher = DATE_TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an ISO-8601 date and time");
        }
        int clock =
                number(matcher.group(2)) * 3_600 + number(matcher.group(3)) * 60 + seconds(matcher.group(4)) - offset;
        int days = Math.floorDiv(clock, DAY);
        int time = Math.floorMod(clock, DAY);
        String date = days == 0 ? matcher.group(1) : shifted(matcher.group(1), days);
        String fraction = matcher.group(5) == null ? "" : matcher.group(5).replaceAll("0+$", "");
        int digits = 1_000_000 + time / 3_600 * 10_000 + time / 60 % 60 * 100 + time % 60;
        return date(date) + Integer.toString(digits).substring(1) + fraction + '\0';
    }

    private static int seconds(@Nullable String digits) {
        return digits == null ? 0 : number(digits);
    }

    private static String date(String text) {
        Matcher date = requireDate(text);
        long number = Long.parseLong(date.group(1)) * 10_000 + number(date.group(2)) * 100L + number(date.group(3));
        return DecimalEntries.encode(Long.toString(number));
    }

    /** The date a day before or after; a calendar without the limits of {@link java.time}, as the server has it. */
    private static String shifted(String text, int days) {
        Matcher date = requireDate(text);
        long year = Long.parseLong(date.group(1));
        int month = number(date.group(2));
        int day = number(date.group(3)) + days;
        if (day > length(year, month)) {
            month++;
            day = 1;
        }
        if (day < 1) {
            month--;
            day = month < 1 ? 31 : length(year, month);
        }
        if (month < 1 || month > 12) {
            year += month < 1 ? -1 : 1;
            month = month < 1 ? 12 : 1;
        }
        return String.format(Locale.ROOT, "%d-%02d-%02d", year, month, day);
    }

    private static int length(long year, int month) {
        try {
            return YearMonth.of((int) Math.floorMod(year, 400L) + 2_000, month).lengthOfMonth();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not an ISO-8601 date");
        }
    }

    private static Matcher requireDate(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            throw new IllegalArgumentException("not an ISO-8601 date");
        }
        return date;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static String latin1(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String entry) {
        return entry.getBytes(StandardCharsets.ISO_8859_1);
    }
}
