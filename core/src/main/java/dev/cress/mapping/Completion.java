package dev.cress.mapping;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a save sets by itself: a generated id, defaults, dates and users. Immutable and safe for use by many threads.
 *
 * @param <T> the entity type
 */
public final class Completion<T> {

    private final List<Property> properties;
    private final EntityTexts texts;
    private final EntityIds ids;
    private final EntityAccess<T> access;
    private final AutoValues autoValues;
    private final boolean hasDefaults;

    Completion(EntityTexts texts, EntityIds ids, EntityAccess<T> access, AutoValues autoValues) {
        this.properties = texts.properties();
        this.texts = texts;
        this.ids = ids;
        this.access = access;
        this.autoValues = autoValues;
        this.hasDefaults =
                this.properties.stream().anyMatch(property -> property.rules().defaultText() != null);
    }

    /** {@return whether there is anything that {@link #complete} could set} */
    public boolean isNeeded() {
        return ids.generator() != null || setsDatesOrUsers() || hasDefaults;
    }

    /** {@return whether a write sets dates or users} */
    public boolean setsDatesOrUsers() {
        return !autoValues.isEmpty();
    }

    /** {@return whether a save asks who it is that saves} */
    public boolean namesUsers() {
        return autoValues.namesUsers();
    }

    /**
     * What a write sets by itself, beside ids and defaults.
     *
     * @param auto dates and users
     * @return for each property, by ordinal, its value; null for those that are left alone
     */
    public @Nullable Object[] values(AutoValue auto) {
        @Nullable Object[] values = new Object[properties.size()];
        autoValues.set(values, properties, auto);
        return values;
    }

    /**
     * What an id says of stored properties that are parts of it.
     *
     * @param id bytes of an id
     * @return their texts, by ordinal
     * @throws dev.cress.error.InvalidEntityException when one cannot be stored or indexed
     */
    public SortedMap<Integer, byte[]> idTexts(byte[] id) {
        SortedMap<Integer, byte[]> said = new TreeMap<>();
        for (Property property : properties) {
            int part = access.partOf(property.ordinal());
            if (part >= 0) {
                said.put(property.ordinal(), Objects.requireNonNull(texts.of(property, ids.decode(id)[part])));
            }
        }
        return said;
    }

    /**
     * An entity with a generated id.
     *
     * @param entity an entity
     * @param clock what a generator of ids may ask
     * @return the same one when it has an id, or nothing makes one
     */
    public T named(T entity, Clock clock) {
        @Nullable Object[] before = access.idParts(entity);
        @Nullable Object[] id = ids.generated(before, clock);
        return id == before ? entity : access.create(id, access.version(entity), access.values(entity));
    }

    /**
     * An entity with all that a save sets.
     *
     * @param entity an entity
     * @param clock what a generator of ids may ask
     * @param auto dates and users, null to leave them as they are
     * @return the same one when nothing is to be set
     */
    public T complete(T entity, Clock clock, @Nullable AutoValue auto) {
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
}
