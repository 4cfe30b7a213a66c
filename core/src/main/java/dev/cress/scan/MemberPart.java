package dev.cress.scan;

import dev.cress.mapping.EntityModel;
import dev.cress.mapping.IndexDefinition;
import dev.cress.mapping.IndexPath;
import dev.cress.mapping.Property;
import dev.cress.script.entity.IndexForm;
import dev.cress.script.entry.Entries;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What change events tell of the entries of one property of an index.
 *
 * @param index the index
 * @param owner the property whose text events tell
 * @param value what is indexed: the same, or a stand-in for a value inside of it
 * @param name name of the owner in events
 * @param fixed the entry that all that is read has; null when that may be any
 */
record MemberPart(IndexDefinition index, Property owner, Property value, byte[] name, byte @Nullable [] fixed) {

    private static final byte[] IMAGE = {'m'};

    /**
     * @param before entry before; null when there was none, or it is not told
     * @param after entry after; likewise
     * @param changed whether an update has changed the property
     */
    record Told(byte @Nullable [] before, byte @Nullable [] after, boolean changed) {}

    static MemberPart of(EntityModel<?> model, IndexDefinition index, Property value, byte @Nullable [] fixed) {
        Property owner = model.properties().get(value.ordinal());
        return new MemberPart(index, owner, value, owner.storedName().getBytes(StandardCharsets.UTF_8), fixed);
    }

    Told told(byte operation, List<byte[]> fields) {
        byte[] before = null;
        byte[] after = null;
        byte[] same = null;
        boolean marked = false;
        for (int i = 4; i < fields.size(); i += 2) {
            byte[] field = fields.get(i);
            marked |= Arrays.equals(field, IMAGE) && tellsUnchanged(fields.get(i + 1));
            if (isName(field)) {
                switch (field[0]) {
                    case '-' -> before = fields.get(i + 1);
                    case '+' -> after = fields.get(i + 1);
                    case '=' -> same = fields.get(i + 1);
                    default -> {}
                }
            }
        }
        boolean changed = before != null || after != null;
        if (operation != 'U' || changed) {
            return new Told(entry(before), entry(after), changed);
        }
        byte[] entry = same != null || marked ? entry(same) : fixed;
        return new Told(entry, entry, false);
    }

    private boolean isName(byte[] field) {
        return field.length == name.length + 1 && Arrays.equals(field, 1, field.length, name, 0, name.length);
    }

    private static boolean tellsUnchanged(byte[] letters) {
        return new String(letters, StandardCharsets.US_ASCII).matches(".*[abit].*");
    }

    /** What the index has for a text; null when it has nothing, or not what is read. */
    private byte @Nullable [] entry(byte @Nullable [] text) {
        IndexPath path = index.path();
        try {
            if (path != null) {
                return entry(path.values(text == null ? null : owner.codec().decode(text)), path.isMultiple());
            }
            if (text == null) {
                return index.form() == IndexForm.ORDERED ? Entries.ofNull() : null;
            }
            return value.entryType().orElseThrow().encode(text);
        } catch (IllegalArgumentException e) {
            return null; // what cannot be read is given by no stream
        }
    }

    private byte @Nullable [] entry(List<@Nullable Object> values, boolean multiple) {
        if (!multiple) {
            return entry(values.get(0));
        }
        return values.stream()
                .map(this::entry)
                .filter(entry -> Arrays.equals(entry, Objects.requireNonNull(fixed)))
                .findFirst()
                .orElse(null);
    }

    private byte[] entry(@Nullable Object one) {
        return one == null
                ? Entries.ofNull()
                : value.entryType().orElseThrow().encode(value.codec().encode(one));
    }
}
