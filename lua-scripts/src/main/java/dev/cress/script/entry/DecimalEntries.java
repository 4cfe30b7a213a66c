package dev.cress.script.entry;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entries of exact decimals: exponent, then digits, as text that the server recomputes without arithmetic on the value. */
final class DecimalEntries {

    private static final Pattern NUMBER = Pattern.compile("(-?)(\\d+)(?:\\.(\\d*))?(?:[eE]([+-]?\\d{1,10}))?");
    private static final int MAX_EXPONENT = 4999;

    private DecimalEntries() {}

    static byte[] encode(byte[] text) {
        return encode(new String(text, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    static String encode(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            throw new IllegalArgumentException("not a decimal number");
        }
        String integer = number.group(2);
        String digits = number.group(3) == null ? integer : integer + number.group(3);
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        if (first == digits.length()) {
            return "=";
        }
        int last = digits.length();
        while (digits.charAt(last - 1) == '0') {
            last--;
        }
        long exponent = integer.length() - first + (number.group(4) == null ? 0 : Long.parseLong(number.group(4)));
        if (Math.abs(exponent) > MAX_EXPONENT) {
            throw new IllegalArgumentException("an indexed decimal lies between 1E-5000 and 1E+4999 in magnitude");
        }
        return number.group(1).isEmpty()
                ? ">" + fourDigits((int) exponent + MAX_EXPONENT + 1) + digits.substring(first, last) + '\0'
                : "<" + fourDigits(MAX_EXPONENT - (int) exponent) + nines(digits.substring(first, last)) + '~';
    }

    private static String fourDigits(int number) {
        return String.valueOf(10_000 + number).substring(1);
    }

    private static String nines(String digits) {
        StringBuilder nines = new StringBuilder(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            nines.append((char) ('0' + '9' - digits.charAt(i)));
        }
        return nines.toString();
    }
}
