package dev.cress.mapping;

import dev.cress.annotation.OnDelete;
import dev.cress.annotation.ReferencedBy;
import dev.cress.script.entity.IndexForm;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a type declares, for tools and for programs that are written for any type.
 *
 * @param name the model's name in keys
 * @param type the entity type
 * @param id name of the id, by which queries name it
 * @param idType class of an id
 * @param versioned whether it has a version
 * @param expires whether its entities can expire
 * @param properties its stored properties
 * @param composites its indexes of several properties
 * @param paths values inside of properties that have an index of their own, by their Java names with dots between
 * @param attachments what entities have beside their properties
 * @param referrers what becomes of those that refer to a deleted entity
 * @param events what its change events tell, and how long they are kept
 */
public record ModelDescription(
        String name,
        Class<?> type,
        String id,
        Class<?> idType,
        boolean versioned,
        boolean expires,
        List<PropertyDescription> properties,
        List<CompositeDescription> composites,
        List<String> paths,
        List<AttachmentDescription> attachments,
        List<ReferrerDescription> referrers,
        EventRules events) {

    /** Copies the lists. */
    public ModelDescription {
        properties = List.copyOf(properties);
        composites = List.copyOf(composites);
        paths = List.copyOf(paths);
        attachments = List.copyOf(attachments);
        referrers = List.copyOf(referrers);
    }

    /**
     * A list or a stream of bytes.
     *
     * @param kind which of them
     * @param name its name
     * @param type class of an element; {@code byte[]} of bytes
     * @param max elements or bytes that there may be
     */
    public record AttachmentDescription(Attachment.Kind kind, String name, Class<?> type, int max) {}

    /**
     * What refers to entities of the type, as far as {@link ReferencedBy} says it.
     *
     * @param type the type that refers
     * @param property Java name of its property
     * @param onDelete what a deletion does about it
     */
    public record ReferrerDescription(Class<?> type, String property, OnDelete onDelete) {}

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
                model.id().name(),
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
                model.indexes().all().stream()
                        .filter(IndexDefinition::isComposite)
                        .map(index -> new CompositeDescription(
                                index.form(),
                                index.properties().stream().map(Property::name).toList()))
                        .toList(),
                model.indexes().all().stream()
                        .flatMap(index -> Stream.ofNullable(index.path()))
                        .map(IndexPath::text)
                        .toList(),
                model.attachments().stream()
                        .map(one -> new AttachmentDescription(one.kind(), one.name(), one.type(), one.max()))
                        .toList(),
                Stream.of(model.type().getAnnotationsByType(ReferencedBy.class))
                        .map(rule -> new ReferrerDescription(rule.type(), rule.property(), rule.onDelete()))
                        .toList(),
                model.events());
    }

    private static Set<IndexForm> indexes(EntityModel<?> model, Property property) {
        return model.indexes().all().stream()
                .filter(index -> !index.isComposite() && index.covers(property))
                .map(IndexDefinition::form)
                .collect(Collectors.toSet());
    }
}
