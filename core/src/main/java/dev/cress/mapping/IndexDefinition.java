package dev.cress.mapping;

import dev.cress.annotation.Unique;
import dev.cress.script.entity.IndexArgument;
import dev.cress.script.entity.IndexForm;
import dev.cress.script.entity.IndexPart;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An index over one property, named like its field, over several, or over values inside of one.
 *
 * @param form structure on the server
 * @param properties what is indexed: one, or in the order in which tuples of their values are compared, or a stand-in for the values inside of a property
 * @param path way to the values inside of a property; null where properties themselves are indexed
 * @param scope among which entities its values are unique; null where they need not be
 */
public record IndexDefinition(
        IndexForm form, List<Property> properties, @Nullable IndexPath path, Unique.@Nullable Scope scope) {

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
        this(form, List.of(property), null, null);
    }

    /**
     * A unique index.
     *
     * @param properties whose values together are unique
     * @param scope among which entities
     * @return the index
     */
    static IndexDefinition unique(List<Property> properties, Unique.Scope scope) {
        return new IndexDefinition(IndexForm.UNIQUE, properties, null, scope);
    }

    /** {@return whether its values are unique among all entities of the model, whatever their partition} */
    public boolean isModelWide() {
        return scope == Unique.Scope.MODEL;
    }

    /**
     * Whether an entity may have several entries, or none.
     *
     * @return whether it may
     */
    public boolean isMultiple() {
        return path != null && path.isMultiple();
    }

    /** {@return whether values inside of a property are indexed} */
    public boolean isPath() {
        return path != null;
    }

    /** {@return whether several properties are indexed} */
    public boolean isComposite() {
        return properties.size() > 1;
    }

    /**
     * Whether a property is indexed by it, be it with others or in part.
     *
     * @param property a property
     * @return whether it is
     */
    public boolean covers(Property property) {
        return properties.stream().anyMatch(one -> one.ordinal() == property.ordinal());
    }

    /** {@return the name in keys; of several properties their names joined by {@value #BETWEEN_PARTS}, which no name has in it} */
    public String name() {
        return properties.stream().map(Property::storedName).collect(Collectors.joining(BETWEEN_PARTS));
    }

    /** {@return how the entity scripts are told of it} */
    public IndexArgument argument() {
        return new IndexArgument(
                form, properties.stream().map(this::part).toList(), path == null ? List.of() : path.names());
    }

    private IndexPart part(Property property) {
        return new IndexPart(form == IndexForm.GEO ? null : property.entryType().orElseThrow(), property.ordinal());
    }

    /**
     * Its part of the layout record.
     *
     * @param partitions number of partitions of the model
     * @return name and type
     */
    public String signature(int partitions) {
        String types = properties.stream()
                .map(property -> property.entryType().map(Enum::name).orElse("GEO"))
                .collect(Collectors.joining(BETWEEN_PARTS))
                .toLowerCase(Locale.ROOT);
        return name() + "=" + prefix(partitions) + types;
    }

    private String prefix(int partitions) {
        return switch (form) {
            case UNIQUE -> isModelWide() && partitions > 1 ? "claimed-" : "unique-";
            case SPARSE -> "sparse-";
            case ORDERED, GEO -> isMultiple() ? "each-" : "";
        };
    }

    /**
     * The Java names of an index's properties.
     *
     * @param index its name in keys
     * @param javaName from a stored name to the Java name
     * @return the names, joined as in the index's name
     */
    static String javaNames(String index, UnaryOperator<String> javaName) {
        return List.of(index.split("\\" + BETWEEN_PARTS)).stream()
                .map(javaName)
                .collect(Collectors.joining(BETWEEN_PARTS));
    }
}
