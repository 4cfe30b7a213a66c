package dev.cress.feed;

import dev.cress.error.StoredDataException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.property.PropertyNames;
import dev.cress.property.PropertyReference;
import dev.cress.query.criteria.InvalidQueryException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of indexed properties on one side of a change, or of all properties of a row of a snapshot.
 *
 * @param <T> the entity type
 */
public final class IndexedValues<T> {

    private final EntityModel<T> model;
    private final Map<String, byte[]> texts;

    IndexedValues(EntityModel<T> model, Map<String, byte[]> texts) {
        this.model = model;
        this.texts = texts;
    }

    byte @Nullable [] text(String property) {
        return texts.get(property);
    }

    /** {@return the properties that had a value and are part of the change} */
    public Set<String> names() {
        return Set.copyOf(texts.keySet());
    }

    /**
     * The value of a property.
     *
     * @param property a property
     * @param <V> its type
     * @return its value; null when it had none, or is not part of the change
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
     * @return its value; null when it had none, or is not part of the change
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
        return "IndexedValues" + names();
    }
}
