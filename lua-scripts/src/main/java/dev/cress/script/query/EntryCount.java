package dev.cress.script.query;

import dev.cress.script.ScriptReply;
import dev.cress.script.entry.Entries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often a value occurs.
 *
 * @param entry entry of the value
 * @param count number of members
 */
public record EntryCount(byte[] entry, long count) {

    static List<EntryCount> decode(ScriptReply reply) {
        if (!reply.tag().equals("COUNTS")) {
            throw reply.unexpected();
        }
        List<EntryCount> counts = new ArrayList<>();
        for (int i = 1; i < reply.elements().size(); i += 2) {
            byte[] member = reply.bytes(i);
            counts.add(new EntryCount(Arrays.copyOf(member, Entries.entryLength(member)), reply.number(i + 1)));
        }
        return counts;
    }
}
