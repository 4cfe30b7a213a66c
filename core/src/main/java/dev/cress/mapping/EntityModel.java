package dev.cress.mapping;

import dev.cress.codec.Utf8;
import dev.cress.convert.ValueConverter;
import dev.cress.error.InvalidEntityException;
import dev.cress.reference.Ref;
import dev.cress.script.entity.SureTexts;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
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
    private final Map<String, String> javaNames;
    private final Map<String, Property> byName;
    private final IndexSet indexes;
    private final Property id;
    private final @Nullable Property partitionProperty;
    private final EntityIds ids;
    private final EntityTexts texts;
    private final EntityRows<T> rows;
    private final Completion<T> completion;
    private final EventRules events;
    private final EntityAccess<T> access;
    private final PropertyTypes types;
    private final @Nullable Life life;
    private final List<Attachment> attachments;

    EntityModel(EntityDefinition<T> definition) {
        this.type = definition.type();
        this.name = definition.name();
        this.partitions = definition.partitions();
        this.properties = definition.properties();
        this.fieldNames = properties.stream()
                .map(property -> Utf8.encode(property.storedName()))
                .toList();
        this.javaNames =
                properties.stream().collect(Collectors.toUnmodifiableMap(Property::storedName, Property::name));
        this.byName = properties.stream().collect(Collectors.toUnmodifiableMap(Property::name, Function.identity()));
        this.id = definition.id();
        this.partitionProperty = definition.partitionProperty();
        this.ids = new EntityIds(name, definition.idCodec(), definition.idGenerator());
        this.life = definition.life();
        this.attachments = definition.attachments();
        this.indexes = new IndexSet(definition.indexes(), life != null, attachments, this::javaName);
        this.texts = new EntityTexts(name, properties, indexes.all(), life);
        this.access = definition.access();
        this.types = definition.types();
        this.rows = new EntityRows<>(name, properties, ids, access);
        this.completion = new Completion<>(texts, ids, access, definition.autoValues());
        this.events = definition.events();
    }

    /**
     * Maps a type without converters.
     *
     * @param type an annotated record or class
     * @param <T> the type
     * @return its model
     */
    public static <T> EntityModel<T> of(Class<T> type) {
        return of(type, List.of());
    }

    /**
     * Maps a type.
     *
     * @param type an annotated record or class
     * @param converters for properties of their types
     * @param <T> the type
     * @return its model
     * @throws dev.cress.error.MappingException naming everything that keeps the type from being mapped
     */
    public static <T> EntityModel<T> of(Class<T> type, List<ValueConverter<?, ?>> converters) {
        return new EntityModel<>(new EntityDefinitionReader<>(type, new PropertyTypes(converters)).read());
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

    /** {@return the property that alone chooses the partition; empty when the whole id does} */
    public Optional<Property> partitionProperty() {
        return Optional.ofNullable(partitionProperty);
    }

    /** {@return the names of the properties' hash fields, in their order} */
    public List<byte[]> fieldNames() {
        return fieldNames;
    }

    /** {@return the indexes} */
    public IndexSet indexes() {
        return indexes;
    }

    /** {@return what a save sets by itself} */
    public Completion<T> completion() {
        return completion;
    }

    /** {@return what the type says of its change events} */
    public EventRules events() {
        return events;
    }

    /** {@return whether the type has a version property} */
    public boolean versioned() {
        return access.versioned();
    }

    /** {@return of each property which texts a save may replace unseen; empty where a version tells that they were read} */
    public List<SureTexts> sureTexts() {
        return versioned()
                ? List.of()
                : properties.stream()
                        .map(property -> property.codec().sureTexts())
                        .toList();
    }

    /** {@return what the type declares} */
    public ModelDescription describe() {
        return ModelDescription.of(this);
    }

    /**
     * Finds a property.
     *
     * @param property a name
     * @return the property, empty when there is none of that name
     */
    public Optional<Property> property(String property) {
        return Optional.ofNullable(byName.get(property));
    }

    /**
     * Finds a property by the name of its field.
     *
     * @param stored a stored name
     * @return the property's Java name; the given one when no property is stored so
     */
    public String javaName(String stored) {
        return javaNames.getOrDefault(stored, stored);
    }

    /** {@return the class of an id} */
    public Class<?> idType() {
        return ids.type();
    }

    /**
     * What a reference inside of a property is compared as.
     *
     * @param property the property
     * @param path way to the reference
     * @param reference declared type of the reference
     * @return a stand-in for the values there
     * @throws IllegalArgumentException saying why nothing can be compared with it
     */
    public Property reference(Property property, String path, Type reference) {
        PropertyTypes.Storage storage = new ReferenceTypes(types).of(reference);
        return new Property(
                path,
                property.storedName(),
                Ref.class,
                Ref.class,
                storage.codec(),
                storage.entryType(),
                PropertyRules.NONE,
                property.ordinal());
    }

    /** {@return how long entities live, null when they do not expire} */
    public @Nullable Life life() {
        return life;
    }

    /** {@return what entities have beside their hash, in the order of their keys} */
    public List<Attachment> attachments() {
        return attachments;
    }

    /** {@return whether entities can expire} */
    public boolean expires() {
        return life != null;
    }

    /**
     * What a property of an entity says of its life.
     *
     * @param entity an entity that can be stored
     * @return a word of the save script's contract; empty when no property says anything
     */
    public String lifeWord(T entity) {
        return life == null || life.property() == null ? "" : life.word(access.values(entity));
    }

    /**
     * The bytes of an id.
     *
     * @param id an id
     * @return 1 to 512 bytes
     * @throws InvalidEntityException when it has another length, or holds a lone surrogate
     */
    public byte[] encodeId(Object id) {
        return ids.encode(id);
    }

    /**
     * The id of an entity.
     *
     * @param entity an entity
     * @return its id's bytes
     * @throws InvalidEntityException when it is null or cannot be stored
     */
    public byte[] id(T entity) {
        return ids.of(access.idParts(entity));
    }

    /**
     * The version of an entity.
     *
     * @param entity an entity
     * @return its version, 0 when it was never stored; empty when the type has no version
     */
    public OptionalLong version(T entity) {
        return access.versioned() ? OptionalLong.of(access.version(entity)) : OptionalLong.empty();
    }

    /**
     * The stored form of an entity's properties.
     *
     * @param entity an entity
     * @return the text of each property, null for a null
     * @throws InvalidEntityException naming all properties that cannot be stored or indexed
     */
    public byte[] @Nullable [] texts(T entity) {
        return texts.of(access.values(entity));
    }

    /**
     * The stored form of one property.
     *
     * @param property a property
     * @param value its value, without an optional around it
     * @return its text, null for a null
     * @throws InvalidEntityException if it cannot be stored or indexed
     */
    public byte @Nullable [] text(Property property, @Nullable Object value) {
        return texts.of(property, value);
    }

    /**
     * Builds an entity.
     *
     * @param row what is stored
     * @return the entity
     * @throws dev.cress.error.UnreadableEntityException when what is stored is not what the type declares, naming all properties that cannot be read
     */
    public T entity(Row row) {
        return rows.entity(row);
    }

    /**
     * The same entity with another version.
     *
     * @param entity an entity
     * @param version the version that it has now
     * @return a new instance, or the same one when the type has no version
     */
    public T withVersion(T entity, long version) {
        return access.versioned() ? access.create(access.idParts(entity), version, access.values(entity)) : entity;
    }
}
