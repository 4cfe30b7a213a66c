package dev.cress.mapping;

import dev.cress.annotation.Unique;
import dev.cress.codec.Utf8;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.StoredDataException;
import dev.cress.geo.GeoPoint;
import dev.cress.script.entity.IndexForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an entity type. Immutable and safe for use by many threads.
 *
 * @param <T> the entity type
 */
public final class EntityModel<T> {

    private final Class<T> type;
    private final String name;
    private final int partitions;
    private final List<Property> properties;
    private final List<byte[]> fieldNames;
    private final List<IndexDefinition> indexes;
    private final Property id;
    private final boolean versioned;
    private final boolean partitionScopedUnique;
    private final EntityAccess<T> access;

    EntityModel(EntityDefinition<T> definition) {
        this.type = definition.type();
        this.name = definition.name();
        this.partitions = definition.partitions();
        this.properties = definition.properties();
        this.fieldNames = properties.stream()
                .map(property -> Utf8.encode(property.name()))
                .toList();
        this.indexes = definition.indexes();
        this.id = definition.id();
        this.access = definition.access();
        this.versioned = access.versioned();
        this.partitionScopedUnique = definition.uniqueScopes().stream().allMatch(Unique.Scope.PARTITION::equals);
    }

    /**
     * Maps a type.
     *
     * @param type an annotated record or class
     * @param <T> the type
     * @return its model
     * @throws dev.cress.error.MappingException naming everything that keeps the type from being mapped
     */
    public static <T> EntityModel<T> of(Class<T> type) {
        return new EntityModel<>(new EntityDefinitionReader<>(type).read());
    }

    /** {@return the entity type} */
    public Class<T> type() {
        return type;
    }

    /** {@return the model's name in keys} */
    public String name() {
        return name;
    }

    /** {@return the declared number of partitions, 0 for none declared} */
    public int partitions() {
        return partitions;
    }

    /** {@return the stored properties: all but id and version} */
    public List<Property> properties() {
        return properties;
    }

    /** {@return the id, which is no stored property: its ordinal is {@link Property#ID_ORDINAL}} */
    public Property id() {
        return id;
    }

    /** {@return the names of the properties' hash fields, in their order} */
    public List<byte[]> fieldNames() {
        return fieldNames;
    }

    /** {@return the indexes, in the order of their keys} */
    public List<IndexDefinition> indexes() {
        return indexes;
    }

    /** {@return whether the type has a version property} */
    public boolean versioned() {
        return versioned;
    }

    /** {@return whether every unique property, if there is one, is unique within a partition only} */
    public boolean partitionScopedUnique() {
        return partitionScopedUnique;
    }

    /**
     * Finds a property.
     *
     * @param property a name
     * @return the property, empty when there is none of that name
     */
    public Optional<Property> property(String property) {
        return properties.stream().filter(p -> p.name().equals(property)).findFirst();
    }

    /**
     * Finds an index.
     *
     * @param property a property
     * @param form structure of the index
     * @return the index, empty when the property has none of that form
     */
    public Optional<IndexDefinition> index(Property property, IndexForm form) {
        return indexes.stream()
                .filter(index -> index.form() == form && index.property().equals(property))
                .findFirst();
    }

    /** {@return the index set as the layout record has it} */
    public String indexSignature() {
        return indexes.stream().map(IndexDefinition::signature).sorted().collect(Collectors.joining(","));
    }

    /**
     * The bytes of an id.
     *
     * @param id an id
     * @return 1 to 512 bytes
     * @throws InvalidEntityException when it has another length, or holds a lone surrogate
     */
    public byte[] encodeId(Object id) {
        byte[] bytes;
        try {
            bytes = this.id.codec().encode(id);
        } catch (IllegalArgumentException e) {
            throw invalid(List.of("the id " + e.getMessage()));
        }
        if (bytes.length < 1 || bytes.length > 512) {
            throw invalid(List.of("an id has 1 to 512 bytes, this one has " + bytes.length));
        }
        return bytes;
    }

    /**
     * The id of an entity.
     *
     * @param entity an entity
     * @return its id's bytes
     * @throws InvalidEntityException when it is null or cannot be stored
     */
    public byte[] id(T entity) {
        Object id = access.id(entity);
        if (id == null) {
            throw invalid(List.of("the id is null; give the entity one before it is saved"));
        }
        return encodeId(id);
    }

    /**
     * The version of an entity.
     *
     * @param entity an entity
     * @return its version, 0 when it was never stored; empty when the type has no version
     */
    public OptionalLong version(T entity) {
        return versioned ? OptionalLong.of(access.version(entity)) : OptionalLong.empty();
    }

    /**
     * The stored form of an entity's properties.
     *
     * @param entity an entity
     * @return the text of each property, null for a null
     * @throws InvalidEntityException naming all properties that cannot be stored or indexed
     */
    public byte[] @Nullable [] texts(T entity) {
        byte[][] texts = new byte[properties.size()][];
        List<String> violations = new ArrayList<>(0);
        for (Property property : properties) {
            Object value = access.value(entity, property.ordinal());
            try {
                texts[property.ordinal()] =
                        value == null ? null : property.codec().encode(value);
            } catch (RuntimeException e) {
                violations.add(property.name() + " "
                        + (e instanceof IllegalArgumentException
                                ? e.getMessage()
                                : "has no JSON form (" + e.getClass().getSimpleName() + ")"));
            }
        }
        for (IndexDefinition index : indexes) {
            checkIndexable(
                    index,
                    access.value(entity, index.property().ordinal()),
                    texts[index.property().ordinal()],
                    violations);
        }
        if (!violations.isEmpty()) {
            throw invalid(violations);
        }
        return texts;
    }

    private static void checkIndexable(
            IndexDefinition index, @Nullable Object value, byte @Nullable [] text, List<String> violations) {
        if (text == null) {
            return;
        }
        if (value instanceof GeoPoint point && Math.abs(point.latitude()) > GeoPoint.MAX_INDEXED_LATITUDE) {
            violations.add(index.name() + " lies beyond " + GeoPoint.MAX_INDEXED_LATITUDE
                    + " degrees of latitude, where a geo index holds nothing");
        }
        index.property().entryType().ifPresent(type -> {
            try {
                type.encode(text);
            } catch (IllegalArgumentException e) {
                violations.add(index.name() + " cannot be indexed: " + e.getMessage());
            }
        });
    }

    /**
     * Builds an entity.
     *
     * @param row what is stored
     * @return the entity
     * @throws StoredDataException when what is stored is not what the type declares
     */
    public T entity(Row row) {
        @Nullable Object[] values = new Object[properties.size()];
        for (Property property : properties) {
            byte[] text = row.texts()[property.ordinal()];
            try {
                values[property.ordinal()] =
                        text == null ? null : property.codec().decode(text);
            } catch (IllegalArgumentException e) {
                throw unreadable(row, property.name() + " " + e.getMessage(), e);
            }
            if (text == null && property.type().isPrimitive()) {
                throw unreadable(
                        row,
                        property.name() + " has no value, which a " + property.type()
                                + " cannot express; declare its wrapper type, or write a value",
                        null);
            }
        }
        Object key;
        try {
            key = id.codec().decode(row.id());
        } catch (IllegalArgumentException e) {
            throw unreadable(row, "its id " + e.getMessage(), e);
        }
        try {
            return access.create(key, row.version(), values);
        } catch (RuntimeException e) {
            // The constructor's message may quote the data.
            throw unreadable(row, "its constructor failed with " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * The same entity with another version.
     *
     * @param entity an entity
     * @param version the version that it has now
     * @return a new instance, or the same one when the type has no version
     */
    public T withVersion(T entity, long version) {
        if (!versioned) {
            return entity;
        }
        @Nullable Object[] values = new Object[properties.size()];
        for (Property property : properties) {
            values[property.ordinal()] = access.value(entity, property.ordinal());
        }
        return access.create(access.id(entity), version, values);
    }

    private StoredDataException unreadable(Row row, String problem, @Nullable Throwable cause) {
        return new StoredDataException(
                name + " " + new String(row.id(), java.nio.charset.StandardCharsets.UTF_8) + " cannot be read: "
                        + problem,
                cause);
    }

    private InvalidEntityException invalid(List<String> violations) {
        return new InvalidEntityException(name, violations);
    }
}
