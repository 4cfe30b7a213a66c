package dev.cress.mapping;

import dev.cress.script.entity.IndexArgument;
import dev.cress.script.entity.IndexForm;
import java.util.Locale;

/**
 * An index over one property, named like its field.
 *
 * @param form structure on the server
 * @param property what is indexed
 */
public record IndexDefinition(IndexForm form, Property property) {

    /** {@return the name in keys} */
    public String name() {
        return property.storedName();
    }

    /** {@return how the entity scripts are told of it} */
    public IndexArgument argument() {
        return new IndexArgument(
                form, form == IndexForm.GEO ? null : property.entryType().orElseThrow(), property.ordinal());
    }

    /** {@return its part of the layout record} */
    public String signature() {
        String type = property.entryType().map(Enum::name).orElse("GEO").toLowerCase(Locale.ROOT);
        return name() + "=" + (form == IndexForm.UNIQUE ? "unique-" : "") + type;
    }
}
