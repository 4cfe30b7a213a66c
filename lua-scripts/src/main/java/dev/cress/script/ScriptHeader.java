package dev.cress.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contract in a script's header comment.
 *
 * @param name script name, as its file's
 * @param keys names of the keys; a last one that ends with {@code ...} repeats
 * @param arguments names of the arguments, likewise
 * @param replyTags first elements of the replies
 * @param flags flags of the server's script header ({@code #!lua flags=…})
 */
public record ScriptHeader(
        String name, List<String> keys, List<String> arguments, Set<String> replyTags, List<String> flags) {

    private static final Pattern COMMENT = Pattern.compile("\\A--\\[\\[\\R(.*?)]]", Pattern.DOTALL);
    private static final Pattern SECTION = Pattern.compile("(KEYS|ARGV|CONST|REPLY|ERRORS|FLAGS|COST)\\s+(.*)");
    private static final Pattern SLOT = Pattern.compile("(\\d+)\\s+(\\S+)\\s.*");
    private static final Pattern TAG = Pattern.compile("\\{\"([A-Z]+)\"");

    /** Copies the lists. */
    public ScriptHeader {
        keys = List.copyOf(keys);
        arguments = List.copyOf(arguments);
        replyTags = Set.copyOf(replyTags);
        flags = List.copyOf(flags);
    }

    ScriptHeader withFlags(List<String> others) {
        return new ScriptHeader(name, keys, arguments, replyTags, others);
    }

    /**
     * @throws ScriptSourceException when the source does not begin with a well-formed header
     */
    static ScriptHeader parse(String script, String source) {
        Matcher comment = COMMENT.matcher(source);
        if (!comment.find()) {
            throw new ScriptSourceException(script + ".lua does not begin with a header comment");
        }
        List<String> lines = comment.group(1).lines().toList();
        String name = lines.get(0).trim().split("\\s+", 2)[0];
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        Set<String> tags = new TreeSet<>();
        String section = "";
        for (String line : lines.subList(1, lines.size())) {
            Matcher start = SECTION.matcher(line.trim());
            boolean starts = start.matches();
            section = starts ? start.group(1) : section;
            String text = starts ? start.group(2) : line.trim();
            switch (section) {
                case "KEYS" -> keys.add(slot(script, keys, text));
                case "ARGV" -> arguments.add(slot(script, arguments, text));
                case "FLAGS" -> flags.addAll(List.of(text.split("[,\\s]+")));
                case "REPLY" -> TAG.matcher(text).results().forEach(tag -> tags.add(tag.group(1)));
                default -> {}
            }
        }
        return new ScriptHeader(name, keys, arguments, tags, flags);
    }

    private static String slot(String script, List<String> before, String text) {
        Matcher slot = SLOT.matcher(text);
        if (!slot.matches() || Integer.parseInt(slot.group(1)) != before.size() + 1) {
            throw new ScriptSourceException(script + ".lua: slot " + (before.size() + 1) + " expected, found: " + text);
        }
        return slot.group(2);
    }
}
