package dev.cress.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A script's text, cut once where constants are written into it, in its line {@code local a, b -- @constants}: the server parses them once, a call does not carry them. What stands between
 * {@code -- @if a} and {@code -- @end} is left out where {@code a} is empty, and so is {@code a} itself: a type does not pay for what it does not use. Sections nest.
 */
final class ScriptTemplate {

    private static final Pattern CONSTANTS = Pattern.compile("local (\\w+(?:, \\w+)*) -- @constants");
    private static final Pattern SECTION = Pattern.compile("-- @if (\\w+)");
    private static final String END = "-- @end";

    /** Lines that stand in the same sections. */
    private record Piece(Set<String> sections, String text) {}

    private final String script;
    private final List<Piece> pieces = new ArrayList<>();
    private final Set<String> optional = new TreeSet<>();
    private List<String> names = List.of();
    private int constantsAt = -1;

    private ScriptTemplate(String script) {
        this.script = script;
    }

    static ScriptTemplate parse(String script, String body) {
        ScriptTemplate template = new ScriptTemplate(script);
        template.read(body);
        if (template.names.isEmpty()) {
            throw new ScriptSourceException(script + ".lua has no line: local … -- @constants");
        }
        if (!template.names.containsAll(template.optional)) {
            throw new ScriptSourceException(
                    script + ".lua has sections of " + template.optional + ", but the constants " + template.names);
        }
        return template;
    }

    private void read(String body) {
        Deque<String> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        for (String line : body.lines().toList()) {
            String section = group(SECTION, line, "-- @if ");
            String constants = names.isEmpty() ? group(CONSTANTS, line, "local ") : null;
            if (section == null && constants == null && !line.equals(END)) {
                text.append(line).append('\n');
                continue;
            }
            cut(text, open);
            if (section != null) {
                optional.add(section);
                open.push(section);
            } else if (constants != null) {
                names = List.of(constants.split(", ", -1));
                constantsAt = pieces.size();
            } else {
                open.pop();
            }
        }
        cut(text, open);
    }

    private void cut(StringBuilder text, Deque<String> open) {
        pieces.add(new Piece(Set.copyOf(open), text.toString()));
        text.setLength(0);
    }

    private static @Nullable String group(Pattern pattern, String line, String start) {
        if (!line.startsWith(start)) {
            return null;
        }
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /**
     * @throws ScriptSourceException when the constants are not those that the script names
     */
    String complete(Map<String, ? extends List<?>> constants) {
        if (!names.equals(List.copyOf(constants.keySet()))) {
            throw new ScriptSourceException(script + ".lua has the constants " + names + ", not " + constants.keySet());
        }
        List<String> used = names.stream()
                .filter(name ->
                        !optional.contains(name) || !values(constants, name).isEmpty())
                .toList();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            if (i == constantsAt && !used.isEmpty()) {
                body.append("local ").append(String.join(", ", used)).append(" = ");
                body.append(used.stream()
                        .map(name -> table(values(constants, name)))
                        .collect(Collectors.joining(", ")));
                body.append('\n');
            }
            if (used.containsAll(pieces.get(i).sections())) {
                body.append(pieces.get(i).text());
            }
        }
        return body.toString();
    }

    private static List<?> values(Map<String, ? extends List<?>> constants, String name) {
        return Objects.requireNonNull(constants.get(name));
    }

    private static String table(List<?> values) {
        return values.stream().map(ScriptTemplate::literal).collect(Collectors.joining(", ", "{", "}"));
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
                quoted.append('\\')
                        .append((char) ('0' + c / 100))
                        .append((char) ('0' + c / 10 % 10))
                        .append((char) ('0' + c % 10));
            }
        }
        return quoted.append('\'').toString();
    }
}
