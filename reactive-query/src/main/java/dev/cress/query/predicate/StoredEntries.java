package dev.cress.query.predicate;

import dev.cress.error.StoredDataException;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.script.entry.Entries;
import dev.cress.script.entry.EntryType;
import dev.cress.script.entry.FoldedTexts;
import dev.cress.script.entry.TextEntries;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a row holds as what conditions and orders compare. */
public final class StoredEntries {

    private StoredEntries() {}

    /**
     * The entry of a row's property.
     *
     * @param property a property whose text has an entry
     * @param row what is stored
     * @return the entry, that of null when it has no value; of a text without an index, of any length
     */
    public static byte[] entry(Property property, Row row) {
        return readable(property, text -> entry(property, text), row.text(property));
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
        Object position = value(property, row);
        return position == null ? Double.POSITIVE_INFINITY : ((GeoPoint) position).distanceTo(center);
    }

    /**
     * The value of a row's property.
     *
     * @param property a property
     * @param row what is stored
     * @return its value, or null
     */
    public static @Nullable Object value(Property property, Row row) {
        byte[] stored = row.text(property);
        return stored == null
                ? null
                : readable(property, text -> property.codec().decode(stored), stored);
    }

    /**
     * The value of a row's property as an entity has it.
     *
     * @param property a property
     * @param row what is stored
     * @return its value, its default where it has none, or null
     */
    public static @Nullable Object valueOrDefault(Property property, Row row) {
        byte[] stored = row.text(property);
        byte[] text = stored == null ? property.rules().defaultText() : stored;
        return text == null ? null : readable(property, any -> property.codec().decode(text), text);
    }

    /** A text without an index may be longer than an index takes. */
    static byte[] entry(Property property, byte @Nullable [] text) {
        if (text == null) {
            return Entries.ofNull();
        }
        EntryType type = property.entryType().orElseThrow();
        return switch (type) {
            case TEXT -> TextEntries.whole(text);
            case FOLDED -> TextEntries.whole(FoldedTexts.fold(text));
            default -> type.encode(text);
        };
    }

    private static <V> V readable(Property property, Function<byte @Nullable [], V> reader, byte @Nullable [] text) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new StoredDataException("a stored " + property.name() + " " + e.getMessage(), e);
        }
    }
}
