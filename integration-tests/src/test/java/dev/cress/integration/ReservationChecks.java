package dev.cress.integration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that are unique in all partitions of a model: who has them, and for whom they are reserved. */
final class ReservationChecks {

    private static final Pattern RESERVATION =
            Pattern.compile("[PC]:[a-z0-9.]{1,64}:\\d{1,16}:(.{1,512})", Pattern.DOTALL);

    private final List<StoredPartition> partitions;
    private final ModelSchema schema;
    private final Violations violations;

    ReservationChecks(List<StoredPartition> partitions, ModelSchema schema, Violations violations) {
        this.partitions =
                partitions.stream().filter(one -> one.schema == schema).toList();
        this.schema = schema;
        this.violations = violations;
    }

    void check() {
        schema.indexes().stream()
                .filter(index -> index.unique() && schema.isWide(index.name()))
                .forEach(this::check);
        for (StoredPartition partition : partitions) {
            partition.outbox.forEach((value, version) -> checkNote(partition, value, version));
        }
    }

    private void check(IndexSchema index) {
        Map<String, String> holders = holders(index);
        Map<String, String> reserved = reserved(index);
        holders.forEach((entry, id) -> {
            String named = reserved.get(entry);
            if (named == null || partition(named) != partition(id)) {
                violations.add(
                        Rule.CLAIM_RESERVED,
                        schema.model() + " index " + index.name(),
                        "%s of %s is reserved for %s",
                        entry,
                        id,
                        named);
            }
        });
        reserved.forEach((entry, id) -> {
            if (!holders.containsKey(entry)) {
                violations.add(
                        Rule.CLAIM_STALE,
                        schema.model() + " index " + index.name(),
                        "%s is reserved for %s, which does not have it",
                        entry,
                        id);
            }
        });
    }

    /** Within a partition a value may pass to another entity than it was reserved for. */
    private int partition(String id) {
        return Placement.partitionOf(id, schema.partitions());
    }

    /** entry to id; of an entry that two have, the first. */
    private Map<String, String> holders(IndexSchema index) {
        Map<String, String> holders = new HashMap<>();
        for (StoredPartition partition : partitions) {
            partition.entities.forEach((id, fields) -> index.entries()
                    .apply(fields)
                    .forEach(entry -> {
                        String other = holders.putIfAbsent(entry, id);
                        if (other != null && partition(other) != partition.number) {
                            violations.add(
                                    Rule.CLAIM_UNIQUE,
                                    partition.name,
                                    "%s is the value of %s and %s",
                                    entry,
                                    other,
                                    id);
                        }
                    }));
        }
        return holders;
    }

    private Map<String, String> reserved(IndexSchema index) {
        Map<String, String> reserved = new HashMap<>();
        for (StoredPartition partition : partitions) {
            partition.reservations.getOrDefault(index.name(), Map.of()).forEach((entry, stored) -> {
                Matcher reservation = RESERVATION.matcher(stored);
                boolean here = Placement.partitionOf(entry, schema.partitions()) == partition.number;
                if (!here || !reservation.matches()) {
                    violations.add(Rule.CLAIM_FORM, partition.name, "%s is reserved by %s", entry, stored);
                } else {
                    reserved.put(entry, reservation.group(1));
                }
            });
        }
        return reserved;
    }

    private void checkNote(StoredPartition partition, String value, String version) {
        int colon = value.indexOf(':');
        boolean wellFormed = colon > 0 && schema.isWide(value.substring(0, colon)) && version.matches("[1-9]\\d{0,17}");
        violations.add(wellFormed ? Rule.CLAIM_STALE : Rule.CLAIM_FORM, partition.name, "%s waits to be freed", value);
    }
}
