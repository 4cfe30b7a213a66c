package dev.cress.entity;

import dev.cress.codec.Utf8;
import dev.cress.mapping.Property;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds elements whose JSON a patch changes one by one. */
enum PatchElements {
    SET,
    LIST,
    ARRAY;

    private static final byte[] EMPTY = {'[', ']'};

    /** How a property holds elements; empty when it does not, or not as plain JSON. */
    static Optional<PatchElements> of(Property property) {
        Class<?> type = property.type();
        if (property.isConverted() || property.entryType().isPresent()) {
            return Optional.empty();
        }
        if (type.isArray()) {
            return Optional.of(ARRAY);
        }
        if (!Collection.class.isAssignableFrom(type)) {
            return Optional.empty();
        }
        return Optional.of(Set.class.isAssignableFrom(type) ? SET : LIST);
    }

    /** The elements in what the property declares, of which an empty one is read. */
    @SuppressWarnings("unchecked")
    private Object holding(Property property, List<?> elements) {
        if (this != ARRAY) {
            Collection<Object> declared = (Collection<Object>) property.codec().decode(EMPTY);
            declared.addAll(elements);
            return declared;
        }
        Object array = Array.newInstance(property.type().getComponentType(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    /**
     * The elements as the property reads them.
     *
     * @throws IllegalArgumentException if it cannot
     */
    Object read(Property property, List<?> elements) {
        try {
            return property.codec().decode(property.codec().encode(holding(property, elements)));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("what was given is no element of " + property.name(), e);
        }
    }

    /** The elements of a JSON array, joined by commas. */
    static byte[] joined(byte[] array) {
        String json = new String(array, StandardCharsets.UTF_8);
        return Utf8.encode(json.substring(1, json.length() - 1));
    }
}
