package dev.cress.script.entity;

import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a type's change events tell beyond the old and new values of changed indexed properties, and how long they are kept.
 *
 * @param image letters in their order: {@code a} the entity after the change, {@code b} before it, {@code c} all changed values, {@code i} the indexed values that did not change;
 *     empty for none
 * @param maxAge how old events may become, null for any age
 */
public record EventSchema(String image, @Nullable Duration maxAge) {

    private static final char JOINED = 't';

    /** Nothing beyond, however old. */
    public static final EventSchema PLAIN = new EventSchema("", null);

    /** Checks letters and age. */
    public EventSchema {
        if (!image.matches("a?b?c?i?")) {
            throw new IllegalArgumentException(
                    "an image is some of the letters a, b, c and i in this order, not " + image);
        }
        if (maxAge != null && (maxAge.isNegative() || maxAge.isZero())) {
            throw new IllegalArgumentException("an age is positive, not " + maxAge);
        }
    }

    private boolean has(char letter) {
        return image.indexOf(letter) >= 0;
    }

    boolean tellsOld(boolean indexed) {
        return indexed || has('b') || has('c');
    }

    boolean tellsNew(boolean indexed) {
        return indexed || has('a') || has('c');
    }

    private boolean tellsSame(boolean indexed) {
        return has('a') || has('b') || (indexed && has('i'));
    }

    /**
     * Nothing for a type that asks for nothing. Where an index is of several properties, events tell all of them when one changes, so that whoever reads it learns what moves in it.
     *
     * @param indexed whether a property is in an index
     * @param joined whether one is in an ordered index of several
     */
    List<?> constants(int properties, IntPredicate indexed, IntPredicate joined) {
        boolean tuples = IntStream.range(0, properties).anyMatch(joined);
        if (equals(PLAIN) && !tuples) {
            return List.of();
        }
        List<Boolean> sames = IntStream.range(0, properties)
                .mapToObj(property -> joined.test(property) || tellsSame(indexed.test(property)))
                .toList();
        String age = maxAge == null ? "" : String.valueOf(maxAge.toNanos() / 1_000);
        return List.of(tuples ? image + JOINED : image, age, sames);
    }
}
