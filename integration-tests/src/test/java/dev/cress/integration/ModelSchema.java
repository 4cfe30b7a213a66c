package dev.cress.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the checker has to know of a model: told by the test, not asked from the framework. */
record ModelSchema(
        String model,
        int partitions,
        int retention,
        Map<String, PropertySchema> properties,
        List<IndexSchema> further,
        Set<String> wide,
        Map<String, Integer> attachments,
        Lives lives) {

    /**
     * What has to be known of lives.
     *
     * @param possible whether entities can expire
     * @param swept until when all that was over has been swept; 0 for never
     * @param forgotten ids whose hashes the server has removed before they were swept, so that no event could tell what they were
     */
    record Lives(boolean possible, long swept, Set<String> forgotten) {
        static final Lives NONE = new Lives(false, 0, Set.of());
    }

    private static final int DEFAULT_RETENTION = 100_000;

    static ModelSchema of(String model, int partitions, PropertySchema... properties) {
        Map<String, PropertySchema> byName = new TreeMap<>();
        for (PropertySchema property : properties) {
            byName.put(property.name(), property);
        }
        return new ModelSchema(model, partitions, DEFAULT_RETENTION, byName, List.of(), Set.of(), Map.of(), Lives.NONE);
    }

    ModelSchema withRetention(int events) {
        return new ModelSchema(model, partitions, events, properties, further, wide, attachments, lives);
    }

    ModelSchema withPartitions(int number) {
        return new ModelSchema(model, number, retention, properties, further, wide, attachments, lives);
    }

    /** With an index of several of its properties. */
    ModelSchema withTuple(boolean unique, String... names) {
        return with(
                IndexSchema.tuple(unique, Stream.of(names).map(properties::get).toArray(PropertySchema[]::new)));
    }

    /** With an index of values inside of a property. */
    ModelSchema withPath(String path, StoredType type) {
        return with(IndexSchema.path(path, type));
    }

    /** With a sparse index of a property. */
    ModelSchema withSparse(String name) {
        return with(IndexSchema.sparse(properties.get(name)));
    }

    /** With unique indexes whose values are unique in all partitions. */
    ModelSchema withWide(String... names) {
        return new ModelSchema(model, partitions, retention, properties, further, Set.of(names), attachments, lives);
    }

    /** With entities that can expire. */
    ModelSchema withLives(long swept, Set<String> forgotten) {
        return new ModelSchema(
                model,
                partitions,
                retention,
                properties,
                further,
                wide,
                attachments,
                new Lives(true, swept, Set.copyOf(forgotten)));
    }

    /** With a list, or bytes, beside the properties. @param key kind and name */
    ModelSchema withAttachment(String key, int most) {
        Map<String, Integer> more = new TreeMap<>(attachments);
        more.put(key, most);
        return new ModelSchema(model, partitions, retention, properties, further, wide, more, lives);
    }

    /** Whether values of an index are reserved where they are. */
    boolean isWide(String index) {
        return partitions > 1 && wide.contains(index);
    }

    private ModelSchema with(IndexSchema index) {
        Map<String, PropertySchema> marked = new TreeMap<>(properties);
        index.properties().forEach(name -> marked.computeIfPresent(name, (any, one) -> one.inAnotherIndex()));
        List<IndexSchema> more = new ArrayList<>(further);
        more.add(index);
        return new ModelSchema(model, partitions, retention, marked, List.copyOf(more), wide, attachments, lives);
    }

    /** All but the geo indexes. */
    List<IndexSchema> indexes() {
        List<IndexSchema> indexes = new ArrayList<>(further);
        for (PropertySchema property : properties.values()) {
            if (property.ordered()) {
                indexes.add(IndexSchema.of(property, false));
            }
            if (property.unique()) {
                indexes.add(IndexSchema.of(property, true));
            }
        }
        return indexes;
    }

    /** The properties of ordered indexes of several. */
    Set<String> joined() {
        return further.stream()
                .filter(index -> index.kind().equals("i") && index.properties().size() > 1)
                .flatMap(index -> index.properties().stream())
                .collect(Collectors.toSet());
    }

    /** @param key kind and name */
    boolean hasIndex(String key) {
        return indexes().stream().anyMatch(index -> index.key().equals(key));
    }

    /** The fields of the layout record. */
    Map<String, String> layout() {
        return Map.of(
                "partitions", Integer.toString(partitions),
                "hash", "crc32c",
                "encoding", "1",
                "epoch", "1",
                "indexes", layoutIndexes());
    }

    private String layoutIndexes() {
        Stream<String> geo =
                properties.values().stream().filter(PropertySchema::geo).map(property -> property.name() + "=geo");
        Stream<String> expiry = lives.possible() ? Stream.of(":x=expiry") : Stream.of();
        Stream<String> beside = attachments.keySet().stream()
                .map(key -> key.substring(1) + (key.startsWith("q:") ? "=list" : "=bytes"));
        Stream<String> declared = indexes().stream().map(index -> index.layout(isWide(index.name())));
        return Stream.of(expiry, geo, beside, declared)
                .flatMap(names -> names)
                .sorted()
                .collect(Collectors.joining(","));
    }
}
