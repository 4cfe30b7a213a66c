package dev.cress.mapping;

import dev.cress.script.entity.IndexForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The indexes of a type. Immutable and safe for use by many threads. */
public final class IndexSet {

    /** No index has a name with a colon. */
    private static final String EXPIRY_SIGNATURE = ":x=expiry";

    private final List<IndexDefinition> all;
    private final List<IndexDefinition> composites;
    private final Map<String, List<IndexDefinition>> byProperty;
    private final List<String> beside;
    private final UnaryOperator<String> javaNames;

    IndexSet(
            List<IndexDefinition> all, boolean expires, List<Attachment> attachments, UnaryOperator<String> javaNames) {
        this.all = all;
        this.composites = all.stream()
                .filter(index -> index.form() == IndexForm.ORDERED && index.isComposite())
                .toList();
        this.byProperty = all.stream()
                .filter(index -> !index.isComposite() && !index.isPath())
                .collect(Collectors.groupingBy(
                        index -> index.properties().get(0).name(), Collectors.toUnmodifiableList()));
        this.beside = Stream.concat(
                        Stream.of(EXPIRY_SIGNATURE).filter(signature -> expires),
                        attachments.stream().map(Attachment::signature))
                .toList();
        this.javaNames = javaNames;
    }

    /** {@return the indexes, in the order of their keys} */
    public List<IndexDefinition> all() {
        return all;
    }

    /** {@return the ordered indexes of several properties} */
    public List<IndexDefinition> composites() {
        return composites;
    }

    /**
     * Finds an index of one property.
     *
     * @param property a property
     * @param form structure of the index
     * @return the index, empty when the property has none of that form
     */
    public Optional<IndexDefinition> of(Property property, IndexForm form) {
        List<IndexDefinition> own = byProperty.getOrDefault(property.name(), List.of());
        for (IndexDefinition index : own) {
            if (index.form() == form && index.properties().get(0).equals(property)) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    /**
     * Finds an index over values inside of a property.
     *
     * @param path Java names with dots between
     * @param steps number of steps from the property, those to elements included
     * @return the index, empty when there is none
     */
    public Optional<IndexDefinition> ofPath(String path, int steps) {
        return all.stream()
                .filter(index -> index.path() != null
                        && index.path().text().equals(path)
                        && index.path().steps().size() == steps)
                .findFirst();
    }

    /**
     * Whether any index has a property, so that change events tell its values.
     *
     * @param property a property
     * @return whether one has
     */
    public boolean cover(Property property) {
        return all.stream().anyMatch(index -> index.covers(property));
    }

    /** {@return whether every unique property, if there is one, is unique within a partition only} */
    public boolean areUniqueWithinPartitions() {
        return all.stream().noneMatch(IndexDefinition::isModelWide);
    }

    /**
     * The index set as the layout record has it, with what else a type keeps beside its entities.
     *
     * @param partitions number of partitions
     * @return the set
     */
    public String signature(int partitions) {
        return Stream.concat(beside.stream(), all.stream().map(index -> index.signature(partitions)))
                .sorted()
                .collect(Collectors.joining(","));
    }

    /**
     * What an index is called where users read it.
     *
     * @param index name of an index in keys
     * @return the Java names of its properties
     */
    public String javaName(String index) {
        return IndexDefinition.javaNames(index, javaNames);
    }
}
