package dev.cress.script.entity;

import dev.cress.script.entry.Entries;
import dev.cress.script.entry.EntryType;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One index as the entity scripts are told of it.
 *
 * @param form structure of the index
 * @param parts its properties: one, or in the order in which tuples of their values are compared
 * @param path way into the JSON text of its one property, to each value of which there is an entry: names of members as they are written, {@link #EACH} for elements; empty
 *     where the property itself is indexed
 */
public record IndexArgument(IndexForm form, List<IndexPart> parts, List<String> path) {

    /** The step of a path to each element. */
    public static final String EACH = "";

    private static final byte[] NONE = {};

    /** Checks that exactly the indexes of entries have entry types. */
    public IndexArgument {
        parts = List.copyOf(parts);
        path = List.copyOf(path);
        boolean ofEntries = form != IndexForm.GEO;
        if (parts.isEmpty()
                || (!ofEntries && parts.size() > 1)
                || (!path.isEmpty() && (form != IndexForm.ORDERED || parts.size() > 1))
                || parts.stream().anyMatch(part -> ofEntries == (part.type() == null))) {
            throw new IllegalArgumentException("an index of form " + form + " with parts " + parts);
        }
    }

    /**
     * An index of one property.
     *
     * @param form structure of the index
     * @param type how its entries are made; null for a geo index
     * @param property position of its property among all properties
     */
    public IndexArgument(IndexForm form, @Nullable EntryType type, int property) {
        this(form, List.of(new IndexPart(type, property)));
    }

    /**
     * An index of whole properties.
     *
     * @param form structure of the index
     * @param parts its properties
     */
    public IndexArgument(IndexForm form, List<IndexPart> parts) {
        this(form, parts, List.of());
    }

    boolean isTuple() {
        return parts.size() > 1;
    }

    boolean has(int property) {
        return parts.stream().anyMatch(part -> part.property() == property);
    }

    /** The letters of its types. */
    String types() {
        return parts.stream().map(IndexPart::code).collect(Collectors.joining());
    }

    boolean isPath() {
        return !path.isEmpty();
    }

    /** The entry of an entity's texts; empty for what has none, a geo position or the claim of a null, and for what the server makes itself of JSON. */
    byte[] entry(byte[] @Nullable [] texts) {
        if (isPath()) {
            return NONE;
        }
        if (parts.size() == 1) {
            return entry(parts.get(0), texts[parts.get(0).property()]);
        }
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (IndexPart part : parts) {
            byte[] entry = entry(part, texts[part.property()]);
            if (entry.length == 0) {
                return NONE;
            }
            entries.writeBytes(entry);
        }
        return entries.toByteArray();
    }

    private byte[] entry(IndexPart part, byte @Nullable [] text) {
        if (part.type() == null) {
            return NONE;
        }
        if (text == null) {
            return form == IndexForm.ORDERED ? Entries.ofNull() : NONE;
        }
        return part.type().encode(text);
    }
}
