package dev.cress.integration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The index entries of the layout document, computed from stored texts; all strings are {@link ByteStrings}. */
final class IndexEntries {

    static final String NULL = "\u0001";
    static final String BEFORE_ID = "\u0002";

    private static final Pattern DATE = Pattern.compile("([+-]?\\d+)-(\\d\\d)-(\\d\\d)");
    private static final Pattern INSTANT = Pattern.compile("(.*)T(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d+))?)?Z");

    private IndexEntries() {}

    /** The member of an ordered index for an entity. */
    static String member(StoredType type, String stored, String id) {
        return entry(type, stored) + BEFORE_ID + id;
    }

    /** The entry of a stored text, null for a null property. */
    static String entry(StoredType type, String stored) {
        if (stored == null) {
            return NULL;
        }
        return switch (type.indexType()) {
            case "text" -> text(stored);
            case "folded" -> text(ByteStrings.utf8(lower(ByteStrings.text(stored))));
            case "double" -> floatingPoint(Double.parseDouble(stored));
            case "decimal" -> decimal(new BigDecimal(stored));
            case "date" -> date(stored);
            case "datetime" -> dateTime(stored);
            case "instant" -> instant(stored);
            default -> throw new IllegalArgumentException(type + " has no ordered index");
        };
    }

    static String text(String bytes) {
        return '\u0003' + bytes.replace("\u0000", "\u0000\u00ff") + '\u0000';
    }

    /** The simple case folding, as far as the platform's lower case of an upper case is that. */
    static String lower(String text) {
        return text.codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String floatingPoint(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value); // NaN: 7FF8000000000000
        bits = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
        return '\u0004' + ByteStrings.of(ByteBuffer.allocate(8).putLong(bits).array());
    }

    static String decimal(BigDecimal value) {
        if (value.signum() == 0) {
            return "=";
        }
        BigInteger unscaled = value.unscaledValue().abs();
        String digits = unscaled.toString();
        int exponent = digits.length() - value.scale();
        digits = withoutTrailingZeros(digits);
        return value.signum() > 0
                ? ">" + fourDigits(exponent + 5000) + digits + '\u0000'
                : "<" + fourDigits(4999 - exponent) + ninesComplement(digits) + "~";
    }

    static String date(String iso) {
        Matcher date = DATE.matcher(iso);
        if (!date.matches()) {
            throw new IllegalArgumentException("not a date: " + iso);
        }
        long number = Long.parseLong(date.group(1)) * 10_000
                + Long.parseLong(date.group(2)) * 100
                + Long.parseLong(date.group(3));
        return decimal(BigDecimal.valueOf(number));
    }

    static String dateTime(String iso) {
        return instant(iso + "Z");
    }

    /** By the calendar of {@link java.time}, where the framework has its own. */
    static String instant(String iso) {
        Matcher instant = INSTANT.matcher(iso);
        if (!instant.matches()) {
            return ofOffset(iso);
        }
        String seconds = instant.group(4) == null ? "00" : instant.group(4);
        String fraction = instant.group(5) == null ? "" : withoutTrailingZeros(instant.group(5));
        return date(instant.group(1)) + instant.group(2) + instant.group(3) + seconds + fraction + '\u0000';
    }

    private static String ofOffset(String iso) {
        String utc = OffsetDateTime.parse(iso.replaceFirst("\\[.*]$", ""))
                .toInstant()
                .toString();
        return instant(utc);
    }

    private static String withoutTrailingZeros(String digits) {
        return digits.replaceAll("0+$", "");
    }

    private static String fourDigits(int number) {
        if (number < 0 || number > 9999) {
            throw new IllegalArgumentException("exponent out of range");
        }
        return String.format("%04d", number);
    }

    private static String ninesComplement(String digits) {
        StringBuilder complement = new StringBuilder();
        digits.chars().forEach(digit -> complement.append((char) ('0' + '9' - digit)));
        return complement.toString();
    }
}
