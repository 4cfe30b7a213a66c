package dev.cress.query.predicate;

import dev.cress.error.StoredDataException;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.script.entry.Entries;
import dev.cress.script.entry.EntryType;
import dev.cress.script.entry.TextEntries;
import java.util.Arrays;
import java.util.function.BiFunction;

/** Whether a predicate holds for a row: the last word on every hit, whatever an index said. */
public final class RowTest {

    private RowTest() {}

    /**
     * Tests a row.
     *
     * @param predicate what is asked
     * @param row what is stored
     * @return whether it holds
     */
    public static boolean matches(Predicate predicate, Row row) {
        return predicate.accept(new Evaluation(row));
    }

    /**
     * The entry of a row's property.
     *
     * @param property a property whose text has an entry
     * @param row what is stored
     * @return the entry, that of null when it has no value; of a text without an index, of any length
     */
    public static byte[] entry(Property property, Row row) {
        byte[] text = row.texts()[property.ordinal()];
        return text == null ? Entries.ofNull() : readable(property, RowTest::entry, text);
    }

    /**
     * The distance of a row's position from a point.
     *
     * @param property a property that holds a position
     * @param row what is stored
     * @param center the point
     * @return metres, infinite when the row has no position
     */
    public static double distance(Property property, Row row, GeoPoint center) {
        byte[] text = row.texts()[property.ordinal()];
        return text == null
                ? Double.POSITIVE_INFINITY
                : readable(property, RowTest::position, text).distanceTo(center);
    }

    private static GeoPoint position(Property property, byte[] text) {
        return (GeoPoint) property.codec().decode(text);
    }

    /** A text without an index may be longer than an index takes. */
    private static byte[] entry(Property property, byte[] text) {
        EntryType type = property.entryType().orElseThrow();
        if (type != EntryType.TEXT) {
            return type.encode(text);
        }
        byte[] prefix = TextEntries.prefix(text);
        return Arrays.copyOf(prefix, prefix.length + 1);
    }

    private static <V> V readable(Property property, BiFunction<Property, byte[], V> reader, byte[] text) {
        try {
            return reader.apply(property, text);
        } catch (IllegalArgumentException e) {
            throw new StoredDataException("a stored " + property.name() + " " + e.getMessage(), e);
        }
    }

    private record Evaluation(Row row) implements PredicateVisitor<Boolean> {

        @Override
        public Boolean always(Predicate.Always predicate) {
            return true;
        }

        @Override
        public Boolean never(Predicate.Never predicate) {
            return false;
        }

        @Override
        public Boolean inRanges(Predicate.InRanges predicate) {
            return predicate.ranges().contains(entry(predicate.property(), row));
        }

        @Override
        public Boolean within(Predicate.Within predicate) {
            return distance(predicate.property(), row, predicate.center()) <= predicate.metres();
        }

        @Override
        public Boolean notWithin(Predicate.NotWithin predicate) {
            return !within(predicate.inside());
        }

        @Override
        public Boolean and(Predicate.And predicate) {
            return predicate.terms().stream().allMatch(term -> term.accept(this));
        }

        @Override
        public Boolean or(Predicate.Or predicate) {
            return predicate.terms().stream().anyMatch(term -> term.accept(this));
        }
    }
}
