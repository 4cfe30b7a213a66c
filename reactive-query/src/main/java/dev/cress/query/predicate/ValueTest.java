package dev.cress.query.predicate;

import dev.cress.mapping.Property;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of one value that no index tells. Immutable, compared by value. */
public sealed interface ValueTest {

    /**
     * Tests a value.
     *
     * @param value a value, or null
     * @return whether it is what is asked for
     */
    boolean matches(@Nullable Object value);

    /** The value is null. */
    record IsNull() implements ValueTest {
        @Override
        public boolean matches(@Nullable Object value) {
            return value == null;
        }

        @Override
        public String toString() {
            return "null";
        }
    }

    /** A text, collection, map or array has nothing in it. */
    record IsEmpty() implements ValueTest {
        @Override
        public boolean matches(@Nullable Object value) {
            return (value instanceof CharSequence text && text.isEmpty())
                    || (value instanceof Collection<?> elements && elements.isEmpty())
                    || (value instanceof Map<?, ?> entries && entries.isEmpty())
                    || (value != null && value.getClass().isArray() && Array.getLength(value) == 0);
        }

        @Override
        public String toString() {
            return "empty";
        }
    }

    /**
     * The value is in a set.
     *
     * @param ranges the set
     * @param type how a value becomes an entry
     */
    record Among(RangeSet ranges, Property type) implements ValueTest {
        @Override
        public boolean matches(@Nullable Object value) {
            return ranges.contains(StoredEntries.entry(
                    type, value == null ? null : type.codec().encode(value)));
        }

        @Override
        public String toString() {
            return ranges.toString();
        }
    }

    /**
     * A text ends with another.
     *
     * @param suffix ending
     */
    record EndsWith(String suffix) implements ValueTest {
        @Override
        public boolean matches(@Nullable Object value) {
            return value instanceof String text && text.endsWith(suffix);
        }

        @Override
        public String toString() {
            return "ends with " + Labels.quoted(suffix);
        }
    }

    /**
     * A text has another in it.
     *
     * @param part the other text
     */
    record Contains(String part) implements ValueTest {
        @Override
        public boolean matches(@Nullable Object value) {
            return value instanceof String text && text.contains(part);
        }

        @Override
        public String toString() {
            return "contains " + Labels.quoted(part);
        }
    }

    /**
     * A whole text matches a regular expression.
     *
     * @param expression the expression
     */
    record Matches(BoundedPattern expression) implements ValueTest {
        @Override
        public boolean matches(@Nullable Object value) {
            return value instanceof String text && expression.matches(text);
        }

        @Override
        public String toString() {
            return "matches " + Labels.quoted(expression.regex());
        }
    }
}
