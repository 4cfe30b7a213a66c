package dev.cress.query.predicate;

import dev.cress.query.criteria.InvalidQueryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that gives up instead of backtracking for ever: it comes from a user, and the thread that tests it serves others. Compared by its text.
 */
public final class BoundedPattern {

    /** Longest expression. */
    public static final int MAX_LENGTH = 256;

    /** Most characters looked at in one value, each as often as it is: a linear expression looks a few times at each. */
    static final int MAX_STEPS = 1_000_000;

    /** Most repetitions that counts ask for, all counts multiplied: a step of one may look at no character. */
    static final long MAX_REPETITIONS = 10_000;

    private static final Pattern COUNT = Pattern.compile("\\{(?:\\d*,)?(\\d+)");

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static BoundedPattern of(String property, String regex) {
        if (regex.length() > MAX_LENGTH) {
            throw new InvalidQueryException(
                    property + ": a regular expression has at most " + MAX_LENGTH + " characters, not "
                            + regex.length(),
                    null);
        }
        if (repetitions(regex) > MAX_REPETITIONS) {
            throw new InvalidQueryException(
                    property + ": the counts in a regular expression multiply to at most " + MAX_REPETITIONS, null);
        }
        try {
            return new BoundedPattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new InvalidQueryException(property + " is asked to match what is no regular expression", e);
        }
    }

    private static long repetitions(String regex) {
        Matcher counts = COUNT.matcher(regex);
        long product = 1;
        while (counts.find() && product <= MAX_REPETITIONS) {
            String count = counts.group(1);
            product *= count.length() > 5 ? MAX_REPETITIONS + 1 : Math.max(1, Long.parseLong(count));
        }
        return product;
    }

    String regex() {
        return pattern.pattern();
    }

    boolean matches(String text) {
        try {
            return pattern.matcher(new CountedText(text, new int[1])).matches();
        } catch (StackOverflowError e) {
            throw tooExpensive();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BoundedPattern that && that.regex().equals(regex());
    }

    @Override
    public int hashCode() {
        return regex().hashCode();
    }

    private static InvalidQueryException tooExpensive() {
        return new InvalidQueryException(
                "a regular expression takes more than " + MAX_STEPS
                        + " steps on one value; write it without nested repetition",
                null);
    }

    private record CountedText(String text, int[] steps) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (++steps[0] > MAX_STEPS) {
                throw tooExpensive();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
