package dev.cress.integration;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks what is stored against {@code docs/storage-layout.md}, knowing nothing of Cress but that document: it has its own client,
 * partition function, tags and index entries. The store must be at rest while it is checked.
 *
 * <pre>{@code
 * try (RawRedis redis = RawRedis.connect(uri)) {
 *     new InvariantChecker(redis, "cress", schema).requireNoViolation();
 * }
 * }</pre>
 */
final class InvariantChecker {

    private static final int SHOWN = 20;

    private final RawRedis redis;
    private final String namespace;
    private final List<ModelSchema> schemas;

    InvariantChecker(RawRedis redis, String namespace, ModelSchema... schemas) {
        this.redis = redis;
        this.namespace = namespace;
        this.schemas = List.of(schemas);
    }

    /** Reads the whole namespace and returns every broken rule. */
    List<Violation> check() {
        Violations violations = new Violations();
        List<StoredPartition> partitions = new StoreReader(redis, namespace, schemas, violations).read();
        for (StoredPartition partition : partitions) {
            new EntityChecks(partition, violations).check();
            partition.schema.properties().values().stream()
                    .filter(PropertySchema::geo)
                    .forEach(property -> new GeoChecks(partition, property, violations).check());
            partition.schema.indexes().forEach(index -> new IndexChecks(partition, index, violations).check());
            new EventChecks(partition, violations).check();
            new LifeChecks(partition, violations).check();
        }
        schemas.forEach(schema -> checkLayout(partitions, schema, violations));
        schemas.forEach(schema -> new ReservationChecks(partitions, schema, violations).check());
        return violations.list();
    }

    /** Fails with the first violations, and how many of each rule there are. */
    void requireNoViolation() {
        List<Violation> violations = check();
        if (!violations.isEmpty()) {
            Map<Rule, Long> numbers = violations.stream()
                    .collect(Collectors.groupingBy(Violation::rule, TreeMap::new, Collectors.counting()));
            throw new AssertionError(violations.stream()
                    .limit(SHOWN)
                    .map(Violation::toString)
                    .collect(Collectors.joining("\n  ", "violations: " + numbers + "\n  ", "")));
        }
    }

    private static void checkLayout(List<StoredPartition> partitions, ModelSchema schema, Violations violations) {
        List<StoredPartition> own = partitions.stream()
                .filter(partition -> partition.schema == schema)
                .toList();
        boolean empty = own.stream().allMatch(StoredPartition::isEmpty);
        for (StoredPartition partition : own) {
            boolean absent = partition.layout.isEmpty() && (empty || partition.number > 0);
            Map<String, String> expected = absent || partition.number > 0 ? Map.of() : schema.layout();
            if (!partition.layout.equals(expected)) {
                violations.add(
                        Rule.LAYOUT, partition.name, "layout is " + partition.layout + " instead of " + expected);
            }
        }
    }
}
