package dev.cress.mapping;

import dev.cress.error.UnreadableEntityException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what is stored to entities; collects all that cannot be read. */
record EntityRows<T>(String model, List<Property> properties, EntityIds ids, EntityAccess<T> access) {

    T entity(Row row) {
        List<String> problems = new ArrayList<>(0);
        @Nullable Object[] values = new Object[properties.size()];
        for (Property property : properties) {
            byte[] text = row.texts()[property.ordinal()];
            try {
                values[property.ordinal()] = property.value(text);
            } catch (IllegalArgumentException e) {
                problems.add(property.name() + " " + e.getMessage());
            }
            if (text == null
                    && property.rules().defaultText() == null
                    && property.type().isPrimitive()) {
                problems.add(property.name() + " has no value, which a " + property.type()
                        + " cannot express; declare its wrapper type, or write a value");
            }
        }
        @Nullable Object[] id = {};
        try {
            id = ids.decode(row.id());
        } catch (IllegalArgumentException e) {
            problems.add("its id " + e.getMessage());
        }
        if (!problems.isEmpty()) {
            throw unreadable(row, problems, null);
        }
        try {
            return access.create(id, row.version(), values);
        } catch (RuntimeException e) {
            // The constructor's message may quote the data.
            throw unreadable(
                    row, List.of("its constructor failed with " + e.getClass().getSimpleName()), e);
        }
    }

    private UnreadableEntityException unreadable(Row row, List<String> problems, @Nullable Throwable cause) {
        return new UnreadableEntityException(model, new String(row.id(), StandardCharsets.UTF_8), problems, cause);
    }
}
