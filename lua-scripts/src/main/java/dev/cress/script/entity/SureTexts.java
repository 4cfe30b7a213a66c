package dev.cress.script.entity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which stored texts a script can tell to be of a property's type. Of any other text only the property's own type knows: it may be one all the same. Immutable.
 */
public final class SureTexts {

    /** Every text. */
    public static final SureTexts ALL = new SureTexts(true);

    /** No text. */
    public static final SureTexts NONE = new SureTexts(false);

    /** All that is UTF-8. */
    public static final SureTexts UTF_8 = new SureTexts("u");

    /** Dates in ISO-8601. */
    public static final SureTexts DATES = new SureTexts("a");

    /** Dates and times in ISO-8601 without a zone. */
    public static final SureTexts DATE_TIMES = new SureTexts("l");

    /** Dates and times in ISO-8601 in UTC. */
    public static final SureTexts INSTANTS = new SureTexts("s");

    /** Dates and times in ISO-8601 with an offset. */
    public static final SureTexts OFFSET_DATE_TIMES = new SureTexts("o");

    private final Object rule;

    private SureTexts(Object rule) {
        this.rule = rule;
    }

    /**
     * Texts that match one of some patterns.
     *
     * @param most most bytes of such a text
     * @param patterns patterns of Lua
     * @return the rule
     */
    public static SureTexts matching(int most, String... patterns) {
        List<Object> rule = new ArrayList<>(List.of(most));
        rule.addAll(List.of(patterns));
        return new SureTexts(List.copyOf(rule));
    }

    /**
     * Some texts.
     *
     * @param texts the texts
     * @return the rule
     */
    public static SureTexts oneOf(Collection<String> texts) {
        return matching(
                Integer.MAX_VALUE, texts.stream().map(SureTexts::literally).toArray(String[]::new));
    }

    /** Lua takes any character behind a percent sign for itself, unless it is a letter or digit. */
    private static String literally(String text) {
        return "^" + text.replaceAll("[^A-Za-z0-9_\\x80-\\uffff]", "%$0") + "$";
    }

    Object constant() {
        return rule;
    }
}
