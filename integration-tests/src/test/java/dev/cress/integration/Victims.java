package dev.cress.integration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is damaged: two entities of one partition with all properties, and a store and connection to do it with. The entity
 * {@code victim} has been updated, {@code other} wrote the last event of the partition.
 */
record Victims(RawStore store, RawRedis redis, String victim, String other) {

    Victims(RawStore store, RawRedis redis) {
        this(store, redis, "victim", sibling(store));
        store.put(victim, city("Paris", "75"));
        store.put(victim, city("Berlin", "10"));
        store.put(other, city("Lyon", "69"));
        store.flush();
    }

    /** An id of the same partition. */
    private static String sibling(RawStore store) {
        String id = "other";
        while (store.partitionOf(id) != store.partitionOf("victim")) {
            id += "r";
        }
        return id;
    }

    static Map<String, String> city(String name, String code) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("name", name),
                Map.entry("code", code),
                Map.entry("capital", "true"),
                Map.entry("height", "1.5"),
                Map.entry("population", "9007199254740993"),
                Map.entry("budget", "1.50"),
                Map.entry("founded", "1237-10-28"),
                Map.entry("seen", "2026-11-21T02:39:07Z"),
                Map.entry("location", "13.405,52.52"),
                Map.entry("note", "a note"),
                Map.entry("tags", "[]")));
    }

    int partition() {
        return store.partitionOf(victim);
    }

    int otherPartition() {
        return (partition() + 1) % 4;
    }

    /** A key of their partition. */
    String key(String rest) {
        return store.key(partition(), rest);
    }

    String entity() {
        return key("e:" + victim);
    }

    String entry(String... properties) {
        return Stream.of(properties)
                .map(property -> store.entry(property, store.value(victim, property)))
                .collect(Collectors.joining());
    }

    String member(String... properties) {
        return entry(properties) + IndexEntries.BEFORE_ID + victim;
    }

    void run(String... command) {
        store.run(command);
    }

    /** Appends an event of the victim that is one version and number after the last. */
    long event(String operation, String... fields) {
        return store.append(partition(), operation, victim, List.of(fields));
    }

    /** An event of which only the version and the number are chosen. */
    void event(long version, long number) {
        store.append(partition(), version, number, "U", victim, List.of("~note", ""));
        run("HSET", entity(), StoredPartition.VERSION, Long.toString(version));
    }

    /** The stream id of the event that gave the victim its present version. */
    String victimEvent() {
        return store.version(victim) - 10 + "-" + (store.number(victim) - 1);
    }

    String lastEvent() {
        return store.version(victim) + "-" + store.number(victim);
    }
}
