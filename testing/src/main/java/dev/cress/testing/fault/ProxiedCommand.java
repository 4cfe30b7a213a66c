package dev.cress.testing.fault;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A command that has arrived at the proxy.
 *
 * @param words its name and its arguments, as they were sent; not to be changed
 */
public record ProxiedCommand(List<byte[]> words) {

    /** Copies the list. */
    public ProxiedCommand {
        words = List.copyOf(words);
    }

    /** {@return its name in upper case, such as {@code EVALSHA}; empty for an empty command} */
    public String name() {
        return words.isEmpty() ? "" : text(words.get(0)).toUpperCase(Locale.ROOT);
    }

    /**
     * Whether it is one of these commands.
     *
     * @param names names in upper case
     * @return whether it has one of them
     */
    public boolean is(String... names) {
        return List.of(names).contains(name());
    }

    /**
     * Whether a text occurs in one of its arguments, such as in a key or a value.
     *
     * @param text any text, compared as UTF-8
     * @return whether it does
     */
    public boolean mentions(String text) {
        return words.stream().skip(1).anyMatch(word -> text(word).contains(text));
    }

    private static String text(byte[] word) {
        return new String(word, StandardCharsets.UTF_8);
    }

    /** The name and the number of arguments only: they may be secrets. */
    @Override
    public String toString() {
        return name() + " with " + Math.max(0, words.size() - 1) + " arguments";
    }
}
