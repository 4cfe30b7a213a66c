package dev.cress.query.predicate;

import java.util.HexFormat;

/** How values read in plans. */
final class Labels {

    private Labels() {}

    /** Quoted where it could be taken for something else. */
    static String of(Object value) {
        String text = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
        return text.chars().anyMatch(c -> c < ' ' || c == ',' || c == '[' || c == ']' || c == '*') || text.isBlank()
                ? quoted(text)
                : text;
    }

    static String quoted(String text) {
        return "'" + text.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
