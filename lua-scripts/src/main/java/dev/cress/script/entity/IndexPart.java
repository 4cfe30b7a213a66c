package dev.cress.script.entity;

import dev.cress.script.entry.EntryType;
import org.jspecify.annotations.Nullable;

/**
 * One of the properties of an index.
 *
 * @param type how its entries are made; null in a geo index, which keeps positions
 * @param property position of the property among all properties
 */
public record IndexPart(@Nullable EntryType type, int property) {

    String code() {
        return type == null ? "-" : String.valueOf(type.code());
    }
}
