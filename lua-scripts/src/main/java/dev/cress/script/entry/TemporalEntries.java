package dev.cress.script.entry;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entries of dates and instants, from their ISO-8601 texts. */
final class TemporalEntries {

    private static final Pattern DATE = Pattern.compile("([+-]?\\d{1,12})-(\\d\\d)-(\\d\\d)");
    private static final Pattern INSTANT = Pattern.compile("(.+)T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d*))?Z");

    private TemporalEntries() {}

    static byte[] encodeDate(byte[] text) {
        return date(new String(text, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] encodeInstant(byte[] text) {
        Matcher instant = INSTANT.matcher(new String(text, StandardCharsets.ISO_8859_1));
        if (!instant.matches()) {
            throw new IllegalArgumentException("not an ISO-8601 instant in UTC");
        }
        String fraction = instant.group(5) == null ? "" : instant.group(5).replaceAll("0+$", "");
        String entry =
                date(instant.group(1)) + instant.group(2) + instant.group(3) + instant.group(4) + fraction + '\0';
        return entry.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String date(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            throw new IllegalArgumentException("not an ISO-8601 date");
        }
        long number = Long.parseLong(date.group(1)) * 10_000
                + Long.parseLong(date.group(2)) * 100
                + Long.parseLong(date.group(3));
        return DecimalEntries.encode(Long.toString(number));
    }
}
