package dev.cress.script.entity;

import dev.cress.script.entry.Entries;
import dev.cress.script.entry.EntryType;
import org.jspecify.annotations.Nullable;

/**
 * One index as the entity scripts are told of it.
 *
 * @param form structure of the index
 * @param type how its entries are made; null for a geo index, which keeps positions
 * @param property position of its property among all properties
 */
public record IndexArgument(IndexForm form, @Nullable EntryType type, int property) {

    private static final byte[] NONE = {};

    /** Checks that exactly the indexes of entries have an entry type. */
    public IndexArgument {
        if ((form == IndexForm.GEO) != (type == null)) {
            throw new IllegalArgumentException("an index of form " + form + " with entry type " + type);
        }
    }

    /** The entry of a property's text; what no entry belongs to, a geo position or the claim of a null, is empty. */
    byte[] entry(byte @Nullable [] text) {
        if (type == null) {
            return NONE;
        }
        if (text == null) {
            return form == IndexForm.ORDERED ? Entries.ofNull() : NONE;
        }
        return type.encode(text);
    }
}
