package dev.cress.mapping;

import dev.cress.codec.InvalidValueException;
import dev.cress.codec.LengthLimit;
import dev.cress.error.InvalidEntityException;
import dev.cress.geo.GeoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From the values of an entity to the texts that are stored; collects all that keeps it from being stored. */
record EntityTexts(
        String model,
        List<Property> properties,
        List<IndexDefinition> indexes,
        @Nullable Life life) {

    byte[] @Nullable [] of(@Nullable Object[] values) {
        byte[][] texts = new byte[properties.size()][];
        List<String> violations = new ArrayList<>(0);
        for (Property property : properties) {
            texts[property.ordinal()] = text(property, values[property.ordinal()], violations);
        }
        for (IndexDefinition index : indexes) {
            for (Property property : index.properties()) {
                checkIndexable(index, property, values[property.ordinal()], texts[property.ordinal()], violations);
            }
        }
        if (life != null) {
            life.check(values, violations);
        }
        if (!violations.isEmpty()) {
            throw new InvalidEntityException(model, violations);
        }
        return texts;
    }

    byte @Nullable [] of(Property property, @Nullable Object value) {
        List<String> violations = new ArrayList<>(0);
        byte[] text = text(property, value, violations);
        for (IndexDefinition index : indexes) {
            for (Property indexed : index.properties()) { // of values inside of it a stand-in
                if (indexed.ordinal() == property.ordinal()) {
                    checkIndexable(index, indexed, value, text, violations);
                }
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidEntityException(model, violations);
        }
        return text;
    }

    private static byte @Nullable [] text(Property property, @Nullable Object value, List<String> violations) {
        if (!property.rules().length().equals(LengthLimit.NONE)) {
            checkLength(property, value, violations);
        }
        try {
            return property.text(value);
        } catch (InvalidValueException e) {
            e.violations().forEach(violation -> violations.add(property.name() + " " + violation));
            return null;
        } catch (RuntimeException e) {
            violations.add(property.name() + " "
                    + (e instanceof IllegalArgumentException
                            ? e.getMessage()
                            : "has no JSON form (" + e.getClass().getSimpleName() + ")"));
            return null;
        }
    }

    private static void checkLength(Property property, @Nullable Object value, List<String> violations) {
        for (String violation : property.rules().length().violations(value)) {
            violations.add(property.name() + " " + violation);
        }
    }

    private static void checkIndexable(
            IndexDefinition index,
            Property property,
            @Nullable Object value,
            byte @Nullable [] text,
            List<String> violations) {
        if (text == null) {
            return;
        }
        if (index.path() != null) {
            checkValues(index.path(), property, value, violations);
            return;
        }
        if (value instanceof GeoPoint point && Math.abs(point.latitude()) > GeoPoint.MAX_INDEXED_LATITUDE) {
            violations.add(property.name() + " lies beyond " + GeoPoint.MAX_INDEXED_LATITUDE
                    + " degrees of latitude, where a geo index holds nothing");
        }
        checkEntry(property, text, violations);
    }

    private static void checkValues(IndexPath path, Property leaf, @Nullable Object value, List<String> violations) {
        List<@Nullable Object> values =
                path.values(value).stream().filter(Objects::nonNull).distinct().toList();
        if (values.size() > IndexPath.MAX_VALUES) {
            violations.add(leaf.name() + " cannot be indexed: it has " + values.size() + " values, at most "
                    + IndexPath.MAX_VALUES);
            return;
        }
        for (Object one : values) {
            if (one != null && !checkEntry(leaf, one, violations)) {
                return;
            }
        }
    }

    private static boolean checkEntry(Property leaf, Object value, List<String> violations) {
        try {
            return checkEntry(leaf, leaf.codec().encode(value), violations);
        } catch (IllegalArgumentException e) {
            violations.add(leaf.name() + " cannot be indexed: " + e.getMessage());
            return false;
        }
    }

    /** Of one property in two indexes once. */
    private static boolean checkEntry(Property property, byte[] text, List<String> violations) {
        try {
            property.entryType().ifPresent(type -> type.check(text));
            return true;
        } catch (IllegalArgumentException e) {
            String violation = property.name() + " cannot be indexed: " + e.getMessage();
            if (!violations.contains(violation)) {
                violations.add(violation);
            }
            return false;
        }
    }
}
