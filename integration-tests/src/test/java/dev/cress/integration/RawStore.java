package dev.cress.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a store by hand, as the layout document says: a second writer beside Cress, which the checker must find nothing wrong with.
 * Commands are queued until {@link #flush()}. All strings are {@link ByteStrings}.
 */
final class RawStore {

    private static final long FIRST_VERSION = 1_700_000_000_000_000L;

    private final RawRedis redis;
    private final String namespace;
    private final ModelSchema schema;
    private final Map<String, Map<String, String>> entities = new HashMap<>();
    private final Map<Integer, Long> versions = new HashMap<>();
    private final Map<Integer, Long> numbers = new HashMap<>();
    private final Map<RespConnection, List<String[]>> queued = new LinkedHashMap<>();

    RawStore(RawRedis redis, String namespace, ModelSchema schema) {
        this.redis = redis;
        this.namespace = namespace;
        this.schema = schema;
        schema.layout().forEach((field, value) -> run("HSET", key(0, "layout"), field, value));
    }

    int partitionOf(String id) {
        return Placement.partitionOf(id, schema.partitions());
    }

    /** A key of a partition: {@code p}, {@code e:<id>}, {@code i:<index>} and so on. */
    String key(int partition, String rest) {
        return namespace + ":{" + Placement.tagOf(partition) + "}:" + schema.model() + ":" + rest;
    }

    /** A key of the partition in which an id belongs. */
    String keyFor(String id, String rest) {
        return key(partitionOf(id), rest);
    }

    String value(String id, String property) {
        return entities.get(id).get(property);
    }

    String entry(String property, String value) {
        return schema.properties().get(property).entry(value);
    }

    long version(String id) {
        return versions.get(partitionOf(id));
    }

    long number(String id) {
        return numbers.get(partitionOf(id));
    }

    /** Queues any command whose first argument is its key. */
    void run(String... command) {
        queued.computeIfAbsent(redis.masterOf(command[1]), master -> new ArrayList<>())
                .add(command);
    }

    void flush() {
        queued.forEach((master, commands) -> master.pipeline(commands).forEach(reply -> {
            if (reply instanceof RespError error) {
                throw new IllegalStateException(error.message());
            }
        }));
        queued.clear();
    }

    /** Creates or replaces an entity. */
    void put(String id, Map<String, String> values) {
        putInto(partitionOf(id), id, values);
    }

    /** The same in a partition of choice, right or wrong. */
    void putInto(int partition, String id, Map<String, String> values) {
        Map<String, String> old = entities.put(id, Map.copyOf(values));
        Map<String, String> before = old == null ? Map.of() : old;
        List<String> changes = changes(before, values, old != null);
        if (old != null && changes.isEmpty()) {
            return;
        }
        long version = append(partition, old == null ? "C" : "U", id, changes);
        String entity = key(partition, "e:" + id);
        run("HSET", entity, StoredPartition.VERSION, Long.toString(version));
        before.keySet().stream().filter(name -> !values.containsKey(name)).forEach(name -> run("HDEL", entity, name));
        values.forEach((name, value) -> run("HSET", entity, name, value));
        run("ZADD", key(partition, "p"), "0", id);
        if (old != null) {
            unindex(partition, id, before);
        }
        index(partition, id, values);
    }

    void delete(String id) {
        Map<String, String> old = entities.get(id);
        List<String> fields = new ArrayList<>();
        eventValues('-', old, Map.of(), fields);
        append(partitionOf(id), "D", id, fields);
        deleteSilently(id);
    }

    /** Without an event. */
    void deleteSilently(String id) {
        Map<String, String> old = entities.remove(id);
        int partition = partitionOf(id);
        unindex(partition, id, old);
        run("ZREM", key(partition, "p"), id);
        run("DEL", key(partition, "e:" + id));
    }

    /** Appends the next event to a partition, with the next version, and counts it. */
    long append(int partition, String operation, String id, List<String> fields) {
        long version = versions.getOrDefault(partition, FIRST_VERSION) + 10;
        return append(partition, version, numbers.getOrDefault(partition, 0L) + 1, operation, id, fields);
    }

    /** Appends any event to a partition. */
    long append(int partition, long version, long number, String operation, String id, List<String> fields) {
        versions.put(partition, version);
        numbers.put(partition, number);
        List<String> command = new ArrayList<>(List.of("XADD", key(partition, "v"), version + "-" + number));
        command.addAll(List.of("o", operation, "i", id));
        command.addAll(fields);
        if (operation.equals("U") && !fields.contains("m")) {
            command.addAll(unchanged(id, fields));
        }
        run(command.toArray(String[]::new));
        run("HSET", key(partition, "m"), "e", "1", "v", Long.toString(version), "n", Long.toString(number));
        return version;
    }

    /** What an update tells of the properties of indexes of several, if there are any. */
    private List<String> unchanged(String id, List<String> changes) {
        List<String> fields = new ArrayList<>(schema.joined().isEmpty() ? List.of() : List.of("m", "t"));
        Map<String, String> values = entities.getOrDefault(id, Map.of());
        for (String name : schema.joined()) {
            if (values.get(name) != null && !changes.contains("-" + name) && !changes.contains("+" + name)) {
                fields.addAll(List.of("=" + name, values.get(name)));
            }
        }
        return fields;
    }

    /** The fields of an event after the operation and the id. */
    private List<String> changes(Map<String, String> before, Map<String, String> after, boolean existed) {
        List<String> fields = new ArrayList<>();
        eventValues('-', before, after, fields);
        eventValues('+', after, before, fields);
        for (PropertySchema property : schema.properties().values()) {
            String name = property.name();
            if (existed && !property.inEvents() && !Objects.equals(before.get(name), after.get(name))) {
                fields.addAll(List.of("~" + name, ""));
            }
        }
        return fields;
    }

    private void eventValues(char prefix, Map<String, String> values, Map<String, String> others, List<String> fields) {
        for (PropertySchema property : schema.properties().values()) {
            String value = values.get(property.name());
            if (property.inEvents() && value != null && !value.equals(others.get(property.name()))) {
                fields.addAll(List.of(prefix + property.name(), value));
            }
        }
    }

    private void unindex(int partition, String id, Map<String, String> before) {
        for (IndexSchema index : schema.indexes()) {
            for (String entry : index.entries().apply(before)) {
                run(
                        index.unique() ? "HDEL" : "ZREM",
                        key(partition, index),
                        index.unique() ? entry : entry + IndexEntries.BEFORE_ID + id);
            }
        }
        schema.properties().values().stream()
                .filter(property -> property.geo() && before.get(property.name()) != null)
                .forEach(property -> run("ZREM", key(partition, "g:" + property.name()), id));
    }

    private void index(int partition, String id, Map<String, String> values) {
        for (IndexSchema index : schema.indexes()) {
            for (String entry : index.entries().apply(values)) {
                if (index.unique()) {
                    run("HSET", key(partition, index), entry, id);
                } else {
                    run("ZADD", key(partition, index), "0", entry + IndexEntries.BEFORE_ID + id);
                }
            }
        }
        for (PropertySchema property : schema.properties().values()) {
            String value = values.get(property.name());
            if (property.geo() && value != null) {
                String[] point = value.split(",");
                run("GEOADD", key(partition, "g:" + property.name()), point[0], point[1], id);
            }
        }
    }

    private String key(int partition, IndexSchema index) {
        return key(partition, index.key());
    }
}
