package dev.cress.mapping;

import dev.cress.script.entity.IndexForm;
import java.util.List;
import java.util.Set;

/**
 * What a type declares, for tools and for programs that are written for any type.
 *
 * @param name the model's name in keys
 * @param type the entity type
 * @param idType class of an id
 * @param versioned whether it has a version
 * @param expires whether its entities can expire
 * @param properties its stored properties
 * @param composites its indexes of several properties
 * @param events what its change events tell, and how long they are kept
 */
public record ModelDescription(
        String name,
        Class<?> type,
        Class<?> idType,
        boolean versioned,
        boolean expires,
        List<PropertyDescription> properties,
        List<CompositeDescription> composites,
        EventRules events) {

    /** Copies the lists. */
    public ModelDescription {
        properties = List.copyOf(properties);
        composites = List.copyOf(composites);
    }

    /**
     * An index of several properties.
     *
     * @param form structure of the index
     * @param properties Java names
     */
    public record CompositeDescription(IndexForm form, List<String> properties) {

        /** Copies the names. */
        public CompositeDescription {
            properties = List.copyOf(properties);
        }
    }

    /**
     * A stored property.
     *
     * @param name Java name, by which queries name it
     * @param storedName name in the store
     * @param type its class; of an optional that of its content
     * @param comparable whether queries may compare its values: all do but with a position or JSON
     * @param indexes what it is indexed by; a query by a property without index needs {@code allowScan()}
     */
    public record PropertyDescription(
            String name, String storedName, Class<?> type, boolean comparable, Set<IndexForm> indexes) {

        /** Copies the indexes. */
        public PropertyDescription {
            indexes = Set.copyOf(indexes);
        }
    }

    static ModelDescription of(EntityModel<?> model) {
        return new ModelDescription(
                model.name(),
                model.type(),
                model.idType(),
                model.versioned(),
                model.expires(),
                model.properties().stream()
                        .map(property -> new PropertyDescription(
                                property.name(),
                                property.storedName(),
                                property.type(),
                                property.entryType().isPresent(),
                                indexes(model, property)))
                        .toList(),
                model.indexes().stream()
                        .filter(IndexDefinition::isComposite)
                        .map(index -> new CompositeDescription(
                                index.form(),
                                index.properties().stream().map(Property::name).toList()))
                        .toList(),
                model.events());
    }

    private static Set<IndexForm> indexes(EntityModel<?> model, Property property) {
        return model.indexes().stream()
                .filter(index -> !index.isComposite() && index.covers(property))
                .map(IndexDefinition::form)
                .collect(java.util.stream.Collectors.toSet());
    }
}
