package dev.cress.scan;

import dev.cress.connection.StreamEntry;
import dev.cress.mapping.Property;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What change events tell of some properties.
 *
 * @param names stored names of the properties
 */
record PropertyHistory(List<byte[]> names) {

    static PropertyHistory of(List<Property> properties) {
        return new PropertyHistory(properties.stream()
                .map(property -> property.storedName().getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** What an event tells, with texts in the place of members; null when none of the properties has changed. */
    @Nullable
    MemberMove move(StreamEntry event) {
        List<byte[]> fields = event.fields();
        byte operation = fields.get(1)[0];
        byte[] before = null;
        byte[] after = null;
        for (int i = 4; i < fields.size(); i += 2) {
            byte[] field = fields.get(i);
            if (isName(field)) {
                before = field[0] == '-' ? fields.get(i + 1) : before;
                after = field[0] == '+' ? fields.get(i + 1) : after;
            }
        }
        boolean same = operation == 'U' && before == null && after == null;
        return same ? null : new MemberMove(fields.get(3), before, after, operation == 'C' || operation == 'U');
    }

    private boolean isName(byte[] field) {
        return names.stream()
                .anyMatch(name ->
                        field.length == name.length + 1 && Arrays.equals(field, 1, field.length, name, 0, name.length));
    }
}
