package dev.cress.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces each {@code -- @include fragment/name} line by the fragment, once, where it is first needed; header comments are left out. */
final class IncludeResolver {

    private static final Pattern INCLUDE = Pattern.compile("\\s*--\\s*@include\\s+(\\S+)\\s*");
    private static final Pattern HEADER = Pattern.compile("\\A--\\[\\[.*?]]\\R?", Pattern.DOTALL);

    private final ScriptSources sources;
    private final Set<String> included = new LinkedHashSet<>();
    private final Deque<String> path = new ArrayDeque<>();

    IncludeResolver(ScriptSources sources) {
        this.sources = sources;
    }

    /**
     * @throws ScriptSourceException naming script and line, when an include is missing, circular or written twice in one file
     */
    String resolve(String script) {
        StringBuilder out = new StringBuilder();
        append(script, out);
        return out.toString();
    }

    private void append(String name, StringBuilder out) {
        path.addLast(name);
        String source = sources.read(name);
        Matcher header = HEADER.matcher(source);
        int skipped = header.find() ? (int) header.group().lines().count() : 0;
        String[] lines = source.substring(skipped == 0 ? 0 : header.end()).split("\\R", -1);
        Set<String> here = new LinkedHashSet<>();
        for (int i = 0; i < lines.length; i++) {
            Matcher include = INCLUDE.matcher(lines[i]);
            if (include.matches()) {
                include(include.group(1), here, name + ".lua:" + (skipped + i + 1), out);
            } else if (!lines[i].isBlank()) {
                out.append(lines[i]).append('\n');
            }
        }
        path.removeLast();
    }

    private void include(String fragment, Set<String> here, String place, StringBuilder out) {
        if (!here.add(fragment)) {
            throw new ScriptSourceException(place + " includes " + fragment + " a second time");
        }
        if (path.contains(fragment)) {
            throw new ScriptSourceException(place + " includes " + fragment + " in a circle: " + path);
        }
        if (!included.add(fragment)) {
            return;
        }
        try {
            append(fragment, out);
        } catch (ScriptSourceException e) {
            throw e.getMessage() != null && e.getMessage().startsWith("no script")
                    ? new ScriptSourceException(place + " includes " + fragment + ": " + e.getMessage())
                    : e;
        }
    }
}
