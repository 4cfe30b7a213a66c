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
import org.jspecify.annotations.Nullable;

/** From a stream entry to an event; the fields are in the storage layout's document. Entities are not built here. */
final class EventDecoder<T> {

    private final EntityModel<T> model;

    EventDecoder(EntityModel<T> model) {
        this.model = model;
    }

    ChangeEvent<T> decode(StreamEntry entry, ResumeToken token) {
        List<byte[]> fields = entry.fields();
        if (fields.size() < 4 || fields.size() % 2 != 0) {
            throw new StoredDataException("a change event of " + model.name() + " lacks fields", null);
        }
        Fields read = new Fields();
        for (int i = 4; i < fields.size(); i += 2) {
            String field = text(fields.get(i));
            if (field.isEmpty()) {
                throw new StoredDataException(
                        "a change event of " + model.name() + " has a field without a name", null);
            }
            read.add(field, fields.get(i + 1));
        }
        return read.event(Operation.of(text(fields.get(1))), fields.get(3), entry.time(), token);
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
                Set.of(),
                EventValues.of(model, Map.of(), property -> false),
                EventValues.ofRow(model, values, row),
                null,
                token);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What the fields after operation and id say. A letter that is not known here was added later: nothing depends on it. */
    private final class Fields {

        private final Map<String, byte[]> before = new HashMap<>();
        private final Map<String, byte[]> after = new HashMap<>();
        private final Set<String> changed = new LinkedHashSet<>();
        private String image = "";
        private long versionBefore;
        private @Nullable String writeId;

        private void add(String field, byte[] value) {
            String property = model.javaName(field.substring(1));
            switch (field.charAt(0)) {
                case '-' -> {
                    before.put(property, value);
                    changed.add(property);
                }
                case '+' -> {
                    after.put(property, value);
                    changed.add(property);
                }
                case '=' -> {
                    before.put(property, value);
                    after.put(property, value);
                }
                case '~' -> changed.add(property);
                case 'm' -> image = text(value);
                case 'p' -> versionBefore = number(value);
                case 'w' -> writeId = text(value);
                default -> {}
            }
        }

        private long number(byte[] value) {
            try {
                return Long.parseLong(text(value));
            } catch (NumberFormatException e) {
                throw new StoredDataException("a change event of " + model.name() + " has no numeric version", e);
            }
        }

        private ChangeEvent<T> event(Operation operation, byte[] id, long version, ResumeToken token) {
            EventContent content = new EventContent(model, operation, image, changed);
            return new ChangeEvent<>(
                    operation,
                    text(id),
                    version,
                    changed,
                    content.wholeBefore()
                            ? EventValues.ofRow(model, before, row(id, versionBefore, before))
                            : EventValues.of(model, before, content::tellsBefore),
                    content.wholeAfter()
                            ? EventValues.ofRow(model, after, row(id, version, after))
                            : EventValues.of(model, after, content::tellsAfter),
                    writeId,
                    token);
        }

        private Row row(byte[] id, long version, Map<String, byte[]> values) {
            byte[][] texts = new byte[model.properties().size()][];
            for (Property property : model.properties()) {
                texts[property.ordinal()] = values.get(property.name());
            }
            return new Row(id, version, texts);
        }
    }
}
