package dev.cress.feed;

import dev.cress.connection.StreamEntry;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a stream entry to an event; the fields are in the storage layout's document. */
final class EventDecoder<T> {

    /** Names the write, where its writer did. */
    private static final String WRITE_ID = "w";

    private final EntityModel<T> model;

    EventDecoder(EntityModel<T> model) {
        this.model = model;
    }

    ChangeEvent<T> decode(StreamEntry entry, ResumeToken token) {
        List<byte[]> fields = entry.fields();
        if (fields.size() < 4 || fields.size() % 2 != 0) {
            throw new StoredDataException("a change event of " + model.name() + " lacks fields", null);
        }
        Map<String, byte[]> before = new HashMap<>();
        Map<String, byte[]> after = new HashMap<>();
        Set<String> changed = new LinkedHashSet<>();
        for (int i = 4; i < fields.size(); i += 2) {
            String field = text(fields.get(i));
            if (field.isEmpty()) {
                throw new StoredDataException(
                        "a change event of " + model.name() + " has a field without a name", null);
            }
            if (field.equals(WRITE_ID)) {
                continue;
            }
            String property = model.javaName(field.substring(1));
            changed.add(property);
            switch (field.charAt(0)) {
                case '-' -> before.put(property, fields.get(i + 1));
                case '+' -> after.put(property, fields.get(i + 1));
                default -> {}
            }
        }
        return new ChangeEvent<>(
                Operation.of(text(fields.get(1))),
                text(fields.get(3)),
                entry.time(),
                null,
                changed,
                new IndexedValues<>(model, before),
                new IndexedValues<>(model, after),
                token);
    }

    ChangeEvent<T> row(Row row, ResumeToken token) {
        Map<String, byte[]> values = new HashMap<>();
        for (Property property : model.properties()) {
            byte[] text = row.texts()[property.ordinal()];
            if (text != null) {
                values.put(property.name(), text);
            }
        }
        return new ChangeEvent<>(
                Operation.READ,
                text(row.id()),
                row.version(),
                model.entity(row),
                Set.of(),
                new IndexedValues<>(model, Map.of()),
                new IndexedValues<>(model, values),
                token);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
