package dev.cress.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes constants into a script's line {@code local a, b -- @constants}: the server parses them once, a call does not carry them. */
final class ScriptConstants {

    private static final Pattern LINE = Pattern.compile("(?m)^local (\\w+(?:, \\w+)*) -- @constants$");

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
        String tables = constants.values().stream().map(ScriptConstants::table).collect(Collectors.joining(", "));
        return body.substring(0, line.start()) + "local " + line.group(1) + " = " + tables + body.substring(line.end());
    }

    private static String table(List<?> values) {
        return values.stream().map(ScriptConstants::literal).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String literal(Object value) {
        if (value instanceof byte[] bytes) {
            return quoted(bytes);
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
