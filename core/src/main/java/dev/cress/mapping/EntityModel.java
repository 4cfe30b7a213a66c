package dev.cress.mapping;

import dev.cress.codec.Utf8;
import dev.cress.convert.ValueConverter;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.UnreadableEntityException;
import dev.cress.reference.Ref;
import dev.cress.script.entity.IndexForm;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an entity type. Immutable and safe for use by many threads.
 *
 * @param <T> the entity type
 */
public final class EntityModel<T> {

    /** No index has a name with a colon. */
    private static final String EXPIRY_SIGNATURE = ":x=expiry";

    private final Class<T> type;
    private final String name;
    private final int partitions;
    private final List<Property> properties;
    private final List<byte[]> fieldNames;
    private final Map<String, String> javaNames;
    private final Map<String, Property> byName;
    private final Map<String, List<IndexDefinition>> byProperty;
    private final List<IndexDefinition> indexes;
    private final List<IndexDefinition> composites;
    private final Property id;
    private final @Nullable Property partitionProperty;
    private final EntityIds ids;
    private final EntityTexts texts;
    private final EntityRows<T> rows;
    private final AutoValues autoValues;
    private final EventRules events;
    private final boolean hasDefaults;
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
        this.indexes = definition.indexes();
        this.byProperty = indexes.stream()
                .filter(index -> !index.isComposite() && !index.isPath())
                .collect(Collectors.groupingBy(
                        index -> index.properties().get(0).name(), Collectors.toUnmodifiableList()));
        this.composites = indexes.stream()
                .filter(index -> index.form() == IndexForm.ORDERED && index.isComposite())
                .toList();
        this.id = definition.id();
        this.partitionProperty = definition.partitionProperty();
        this.ids = new EntityIds(name, definition.idCodec(), definition.idGenerator());
        this.life = definition.life();
        this.attachments = definition.attachments();
        this.texts = new EntityTexts(name, properties, indexes, life);
        this.access = definition.access();
        this.types = definition.types();
        this.rows = new EntityRows<>(name, properties, ids, access);
        this.autoValues = definition.autoValues();
        this.events = definition.events();
        this.hasDefaults =
                properties.stream().anyMatch(property -> property.rules().defaultText() != null);
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

    /** {@return the indexes, in the order of their keys} */
    public List<IndexDefinition> indexes() {
        return indexes;
    }

    /** {@return what the type says of its change events} */
    public EventRules events() {
        return events;
    }

    /** {@return whether the type has a version property} */
    public boolean versioned() {
        return access.versioned();
    }

    /** {@return whether every unique property, if there is one, is unique within a partition only} */
    public boolean partitionScopedUnique() {
        return indexes.stream().noneMatch(IndexDefinition::isModelWide);
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

    /**
     * What an index is called where users read it.
     *
     * @param index name of an index in keys
     * @return the Java names of its properties
     */
    public String indexName(String index) {
        return IndexDefinition.javaNames(index, this::javaName);
    }

    /** {@return the class of an id} */
    public Class<?> idType() {
        return ids.type();
    }

    /**
     * Finds an index of one property.
     *
     * @param property a property
     * @param form structure of the index
     * @return the index, empty when the property has none of that form
     */
    public Optional<IndexDefinition> index(Property property, IndexForm form) {
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
    public Optional<IndexDefinition> pathIndex(String path, int steps) {
        return indexes.stream()
                .filter(index -> index.path() != null
                        && index.path().text().equals(path)
                        && index.path().steps().size() == steps)
                .findFirst();
    }

    /** {@return the ordered indexes of several properties} */
    public List<IndexDefinition> compositeIndexes() {
        return composites;
    }

    /**
     * Whether any index has a property, so that change events tell its values.
     *
     * @param property a property
     * @return whether one has
     */
    public boolean isIndexed(Property property) {
        return indexes.stream().anyMatch(index -> index.covers(property));
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

    /**
     * The index set as the layout record has it.
     *
     * @param number number of partitions
     * @return the set
     */
    public String indexSignature(int number) {
        Stream<String> expiry = expires() ? Stream.of(EXPIRY_SIGNATURE) : Stream.empty();
        Stream<String> beside = Stream.concat(expiry, attachments.stream().map(Attachment::signature));
        return Stream.concat(beside, indexes.stream().map(index -> index.signature(number)))
                .sorted()
                .collect(Collectors.joining(","));
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
     * What a write sets by itself.
     *
     * @param auto dates and users
     * @return for each property, by ordinal, its value; null for those that are left alone
     */
    public @Nullable Object[] autoValues(AutoValue auto) {
        @Nullable Object[] values = new Object[properties.size()];
        autoValues.set(values, properties, auto);
        return values;
    }

    /** {@return whether a save asks who it is that saves} */
    public boolean namesUsers() {
        return autoValues.namesUsers();
    }

    /** {@return whether a write sets dates or users} */
    public boolean setsDates() {
        return !autoValues.isEmpty();
    }

    /** {@return whether there is anything that {@link #prepare} could set} */
    public boolean prepares() {
        return ids.generator() != null || !autoValues.isEmpty() || hasDefaults;
    }

    /**
     * An entity with what a save sets by itself: a generated id, defaults, dates and users.
     *
     * @param entity an entity
     * @param clock what a generator of ids may ask
     * @param auto dates and users, null to leave them as they are
     * @return the same one when nothing is to be set
     */
    public T prepare(T entity, Clock clock, @Nullable AutoValue auto) {
        @Nullable Object[] idBefore = access.idParts(entity);
        @Nullable Object[] id = ids.generated(idBefore, clock);
        @Nullable Object[] before = access.values(entity);
        @Nullable Object[] values = before.clone();
        for (Property property : properties) {
            if (values[property.ordinal()] == null) {
                values[property.ordinal()] = property.value(null);
            }
        }
        if (auto != null) {
            autoValues.set(values, properties, auto);
        }
        boolean same = id == idBefore && Arrays.equals(values, before);
        return same ? entity : access.create(id, access.version(entity), values);
    }

    /**
     * Builds an entity.
     *
     * @param row what is stored
     * @return the entity
     * @throws UnreadableEntityException when what is stored is not what the type declares, naming all properties that cannot be read
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
