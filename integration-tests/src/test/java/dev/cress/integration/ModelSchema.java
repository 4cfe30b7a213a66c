package dev.cress.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the checker has to know of a model: told by the test, not asked from the framework. */
record ModelSchema(String model, int partitions, int retention, Map<String, PropertySchema> properties) {

    private static final int DEFAULT_RETENTION = 100_000;

    static ModelSchema of(String model, int partitions, PropertySchema... properties) {
        Map<String, PropertySchema> byName = new TreeMap<>();
        for (PropertySchema property : properties) {
            byName.put(property.name(), property);
        }
        return new ModelSchema(model, partitions, DEFAULT_RETENTION, byName);
    }

    ModelSchema withRetention(int events) {
        return new ModelSchema(model, partitions, events, properties);
    }

    ModelSchema withPartitions(int number) {
        return new ModelSchema(model, number, retention, properties);
    }

    /** The fields of the layout record. */
    Map<String, String> layout() {
        return Map.of(
                "partitions", Integer.toString(partitions),
                "hash", "crc32c",
                "encoding", "1",
                "epoch", "1",
                "indexes", indexes());
    }

    private String indexes() {
        List<String> indexes = new ArrayList<>();
        for (PropertySchema property : properties.values()) {
            String type = property.type().indexType();
            if (property.ordered() || property.geo()) {
                indexes.add(property.name() + "=" + type);
            }
            if (property.unique()) {
                indexes.add(property.name() + "=unique-" + type);
            }
        }
        return String.join(",", indexes);
    }
}
