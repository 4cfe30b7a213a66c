package dev.cress.mapping;

import org.jspecify.annotations.Nullable;

/**
 * An entity as it is stored.
 *
 * @param id bytes of the id
 * @param version stored version
 * @param texts text of each property, null for a null
 */
public record Row(byte[] id, long version, byte[] @Nullable [] texts) {

    /**
     * The text of a property.
     *
     * @param property a property, or the id
     * @return its text, null for a null
     */
    public byte @Nullable [] text(Property property) {
        return property.ordinal() == Property.ID_ORDINAL ? id : texts[property.ordinal()];
    }
}
