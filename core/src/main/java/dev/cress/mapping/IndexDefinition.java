package dev.cress.mapping;

import dev.cress.script.entity.IndexArgument;
import dev.cress.script.entity.IndexForm;
import dev.cress.script.entity.IndexPart;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An index over one property, named like its field, or over several.
 *
 * @param form structure on the server
 * @param properties what is indexed: one, or in the order in which tuples of their values are compared
 */
public record IndexDefinition(IndexForm form, List<Property> properties) {

    private static final String BETWEEN_PARTS = "+";

    /** Copies the properties. */
    public IndexDefinition {
        properties = List.copyOf(properties);
    }

    /**
     * An index over one property.
     *
     * @param form structure on the server
     * @param property what is indexed
     */
    public IndexDefinition(IndexForm form, Property property) {
        this(form, List.of(property));
    }

    /** {@return whether several properties are indexed} */
    public boolean isComposite() {
        return properties.size() > 1;
    }

    /**
     * Whether a property is indexed by it, be it with others.
     *
     * @param property a property
     * @return whether it is
     */
    public boolean covers(Property property) {
        return properties.contains(property);
    }

    /** {@return the name in keys; of several properties their names joined by {@value #BETWEEN_PARTS}, which no name has in it} */
    public String name() {
        return properties.stream().map(Property::storedName).collect(Collectors.joining(BETWEEN_PARTS));
    }

    /** {@return how the entity scripts are told of it} */
    public IndexArgument argument() {
        return new IndexArgument(form, properties.stream().map(this::part).toList());
    }

    private IndexPart part(Property property) {
        return new IndexPart(form == IndexForm.GEO ? null : property.entryType().orElseThrow(), property.ordinal());
    }

    /** {@return its part of the layout record} */
    public String signature() {
        String types = properties.stream()
                .map(property -> property.entryType().map(Enum::name).orElse("GEO"))
                .collect(Collectors.joining(BETWEEN_PARTS))
                .toLowerCase(Locale.ROOT);
        return name() + "=" + (form == IndexForm.UNIQUE ? "unique-" : "") + types;
    }

    /**
     * The Java names of an index's properties.
     *
     * @param index its name in keys
     * @param javaName from a stored name to the Java name
     * @return the names, joined as in the index's name
     */
    static String javaNames(String index, java.util.function.UnaryOperator<String> javaName) {
        return List.of(index.split("\\" + BETWEEN_PARTS)).stream()
                .map(javaName)
                .collect(Collectors.joining(BETWEEN_PARTS));
    }
}
