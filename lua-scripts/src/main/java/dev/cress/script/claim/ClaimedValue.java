package dev.cress.script.claim;

import dev.cress.script.ScriptReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A value that one entity only may have.
 *
 * @param index name of the unique index
 * @param entry the value's entry in it
 */
public record ClaimedValue(String index, byte[] entry) {

    private static final byte SEPARATOR = ':';

    /** {@return its name in permits and outboxes: the index, a colon and the entry} */
    public byte[] field() {
        byte[] name = index.getBytes(StandardCharsets.UTF_8);
        byte[] field = new byte[name.length + 1 + entry.length];
        System.arraycopy(name, 0, field, 0, name.length);
        field[name.length] = SEPARATOR;
        System.arraycopy(entry, 0, field, name.length + 1, entry.length);
        return field;
    }

    /**
     * From the name that it has in permits and outboxes.
     *
     * @param field the index, a colon and the entry
     * @return the value
     */
    public static ClaimedValue ofField(byte[] field) {
        int end = 0;
        while (field[end] != SEPARATOR) {
            end++;
        }
        byte[] entry = new byte[field.length - end - 1];
        System.arraycopy(field, end + 1, entry, 0, entry.length);
        return new ClaimedValue(new String(field, 0, end, StandardCharsets.UTF_8), entry);
    }

    /**
     * From a reply whose further elements are names of indexes and entries.
     *
     * @param reply reply of a script that writes
     * @return the values
     */
    public static List<ClaimedValue> ofReply(ScriptReply reply) {
        List<ClaimedValue> values = new ArrayList<>();
        for (int i = 1; i < reply.elements().size(); i += 2) {
            values.add(new ClaimedValue(reply.text(i), reply.bytes(i + 1)));
        }
        return values;
    }
}
