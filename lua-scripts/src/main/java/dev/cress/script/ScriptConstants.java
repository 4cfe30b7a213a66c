package dev.cress.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes constants into a script's line {@code local a, b -- @constants}: the server parses them once, a call does not carry them. What stands between {@code -- @if a}
 * and {@code -- @end} is left out where {@code a} is empty, and so is {@code a} itself: a type does not pay for what it does not use. Sections nest.
 */
final class ScriptConstants {

    private static final Pattern LINE = Pattern.compile("(?m)^local (\\w+(?:, \\w+)*) -- @constants$");

    private static final Pattern SECTION = Pattern.compile("(?m)^-- @if (\\w+)$");
    private static final String END = "-- @end";

    private ScriptConstants() {}

    static String complete(String script, String body, Map<String, ? extends List<?>> constants) {
        Matcher line = LINE.matcher(body);
        if (!line.find()) {
            throw new ScriptSourceException(script + ".lua has no line: local … -- @constants");
        }
        List<String> names = List.of(line.group(1).split(", ", -1));
        if (!names.equals(new ArrayList<>(constants.keySet()))) {
            throw new ScriptSourceException(script + ".lua has the constants " + names + ", not " + constants.keySet());
        }
        Map<String, List<?>> used = new LinkedHashMap<>(constants);
        optional(script, body, names)
                .forEach(name -> used.computeIfPresent(name, (any, values) -> values.isEmpty() ? null : values));
        String tables = used.values().stream().map(ScriptConstants::table).collect(Collectors.joining(", "));
        String completed = body.substring(0, line.start()) + "local " + String.join(", ", used.keySet()) + " = "
                + tables + body.substring(line.end());
        return withoutSections(completed, used.keySet());
    }

    private static String withoutSections(String body, Set<String> used) {
        StringBuilder kept = new StringBuilder(body.length());
        Deque<Boolean> open = new ArrayDeque<>();
        body.lines().forEach(line -> {
            Matcher begins = SECTION.matcher(line);
            if (begins.matches()) {
                open.push(used.contains(begins.group(1)));
            } else if (line.equals(END)) {
                open.pop();
            } else if (!open.contains(false)) {
                kept.append(line).append('\n');
            }
        });
        return kept.toString();
    }

    private static Set<String> optional(String script, String body, List<String> names) {
        Set<String> optional =
                SECTION.matcher(body).results().map(section -> section.group(1)).collect(Collectors.toSet());
        if (!names.containsAll(optional)) {
            throw new ScriptSourceException(
                    script + ".lua has sections of " + optional + ", but the constants " + names);
        }
        return optional;
    }

    private static String table(List<?> values) {
        return values.stream().map(ScriptConstants::literal).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String literal(Object value) {
        if (value instanceof byte[] bytes) {
            return quoted(bytes);
        }
        if (value instanceof List<?> values) {
            return table(values);
        }
        return value instanceof String text ? quoted(text.getBytes(StandardCharsets.UTF_8)) : value.toString();
    }

    /** Anything but letters, digits and underscores by its number, so that no name can end the text. */
    private static String quoted(byte[] bytes) {
        StringBuilder quoted = new StringBuilder("'");
        for (byte b : bytes) {
            char c = (char) (b & 0xFF);
            if (c == '_' || (c < 128 && Character.isLetterOrDigit(c))) {
                quoted.append(c);
            } else {
                quoted.append('\\').append(String.format("%03d", (int) c));
            }
        }
        return quoted.append('\'').toString();
    }
}
