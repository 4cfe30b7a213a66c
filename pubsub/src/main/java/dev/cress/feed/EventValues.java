package dev.cress.feed;

import dev.cress.error.StoredDataException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.property.PropertyNames;
import dev.cress.property.PropertyReference;
import dev.cress.query.criteria.InvalidQueryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of an entity before or after a change: of an update the changed indexed properties, of creations and deletions all indexed ones, of a row of a snapshot all,
 * and what the type's {@link dev.cress.annotation.ChangeEvents} adds. Immutable.
 *
 * @param <T> the entity type
 */
public final class EventValues<T> {

    private final EntityModel<T> model;
    private final Map<String, byte[]> texts;
    private final Predicate<Property> told;
    private final @Nullable Row row;
    private final @Nullable T entity;

    private EventValues(
            EntityModel<T> model,
            Map<String, byte[]> texts,
            Predicate<Property> told,
            @Nullable Row row,
            @Nullable T entity) {
        this.model = model;
        this.texts = texts;
        this.told = told;
        this.row = row;
        this.entity = entity;
    }

    /** Of some properties. */
    static <T> EventValues<T> of(EntityModel<T> model, Map<String, byte[]> texts, Predicate<Property> told) {
        return new EventValues<>(model, texts, told, null, null);
    }

    /** Of a whole entity. */
    static <T> EventValues<T> ofRow(EntityModel<T> model, Map<String, byte[]> texts, Row row) {
        return new EventValues<>(model, texts, property -> true, row, null);
    }

    EventValues<T> withEntity(T loaded) {
        return new EventValues<>(model, texts, told, row, loaded);
    }

    /** What the whole entity is made of, null when the event does not tell it. */
    @Nullable
    Row row() {
        return row;
    }

    byte @Nullable [] text(String property) {
        return texts.get(property);
    }

    boolean tells(Property property) {
        return told.test(property);
    }

    /** All that is told, nulls too. */
    List<Property> told() {
        return model.properties().stream().filter(told).toList();
    }

    /**
     * The whole entity: of a row of a snapshot, and where {@link dev.cress.annotation.ChangeEvents} declares this image.
     *
     * @return the entity as a query would emit it; empty when the event does not tell it, or it cannot be read, which is reported as of queries
     */
    public Optional<T> entity() {
        return Optional.ofNullable(entity);
    }

    /** {@return the properties that are told and had a value} */
    public Set<String> names() {
        return Set.copyOf(texts.keySet());
    }

    /**
     * Whether a value is told. One that is told and null is null; of one that is not told nothing is known.
     *
     * @param name name of a property
     * @return whether the event tells it on this side
     */
    public boolean tells(String name) {
        return told.test(property(name));
    }

    /**
     * The value of a property.
     *
     * @param property a property
     * @param <V> its type
     * @return its value; null when it had none, or is not told
     */
    @SuppressWarnings("unchecked")
    public <V> @Nullable V get(PropertyReference<T, V> property) {
        String name = PropertyNames.of(property);
        return (V) property(name).declared(value(name));
    }

    /**
     * The value of a property.
     *
     * @param name its name
     * @param type its type, a wrapper for a primitive
     * @param <V> its type
     * @return its value; null when it had none, or is not told
     */
    public <V> @Nullable V get(String name, Class<V> type) {
        return type.cast(value(name));
    }

    private Property property(String name) {
        return model.property(name)
                .orElseThrow(() -> new InvalidQueryException(model.name() + " has no property " + name, null));
    }

    private @Nullable Object value(String name) {
        Property property = property(name);
        byte[] text = texts.get(name);
        try {
            return text == null ? null : property.codec().decode(text);
        } catch (IllegalArgumentException e) {
            throw new StoredDataException(
                    "a change event of " + model.name() + " cannot be read: " + name + " " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "EventValues" + names();
    }
}
