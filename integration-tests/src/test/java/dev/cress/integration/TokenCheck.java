package dev.cress.integration;

import java.util.Set;

/** What is kept of a named write: a text that goes away, with the first reply to it in MessagePack, in the partition of its entity; of a unit of work in that of its entities, without an id. */
record TokenCheck(RespConnection master, StoredPartition partition, Violations violations) {

    private static final long LONGEST = 120_000;
    private static final Set<String> OUTCOMES = Set.of(
            "CREATED",
            "UPDATED",
            "UNCHANGED",
            "DELETED",
            "EXISTS",
            "MISSING",
            "VERSION",
            "UNIQUE",
            "CONDITION",
            "REFUSED",
            "PUSHED",
            "APPENDED",
            "CLEARED",
            "FULL",
            "RENAMED");

    private static final Set<String> OUTCOMES_OF_UNITS = Set.of("DONE", "REFUSED");

    void check(StoredKey key, long millis) {
        if (millis == -2) {
            return; // gone since its name was read
        }
        String id = key.rest().substring(key.rest().indexOf(':') + 1);
        if (!id.isEmpty() && Placement.partitionOf(id, partition.schema.partitions()) != partition.number) {
            violations.add(Rule.PARTITION, partition.name, "token %s", key.key());
        }
        if (millis < 0 || millis > LONGEST) {
            violations.add(Rule.TOKEN, partition.name, "%s is kept for " + millis + " ms", key.key());
        }
        Object reply = master.call("GET", key.key());
        Set<String> outcomes = id.isEmpty() ? OUTCOMES_OF_UNITS : OUTCOMES;
        if (reply != null && !(reply instanceof String text && outcomes.contains(tag(text)))) {
            violations.add(Rule.TOKEN, partition.name, "%s holds no reply", key.key());
        }
    }

    /** The first element of a MessagePack array of up to 65,535 elements, a short text; empty when it is none. */
    private static String tag(String packed) {
        int first = packed.isEmpty() ? 0 : packed.charAt(0);
        int start = first == 0xdc ? 3 : (first & 0xf0) == 0x90 ? 1 : packed.length();
        if (start >= packed.length() || (packed.charAt(start) & 0xe0) != 0xa0) {
            return "";
        }
        int end = start + 1 + (packed.charAt(start) & 0x1f);
        return end > packed.length() ? "" : packed.substring(start + 1, end);
    }
}
