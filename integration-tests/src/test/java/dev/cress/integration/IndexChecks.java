package dev.cress.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One ordered or unique index of a partition against the entities of the partition, in both directions. */
final class IndexChecks {

    private final StoredPartition partition;
    private final IndexSchema index;
    private final Violations violations;
    private final String where;

    IndexChecks(StoredPartition partition, IndexSchema index, Violations violations) {
        this.partition = partition;
        this.index = index;
        this.violations = violations;
        this.where = partition.name + " index " + index.name();
    }

    void check() {
        if (index.unique()) {
            checkClaims();
        } else {
            checkOrdered();
        }
    }

    private void checkOrdered() {
        Map<String, String> stored = partition.ordered.getOrDefault(index.key(), Map.of());
        Set<String> expected = new HashSet<>();
        partition.entities.forEach((id, fields) -> index.entries().apply(fields).forEach(entry -> {
            String member = entry + IndexEntries.BEFORE_ID + id;
            expected.add(member);
            if (!stored.containsKey(member)) {
                violations.add(Rule.ENTRY_PRESENT, where, "no entry %s of entity %s", member, id);
            }
        }));
        stored.forEach((member, score) -> {
            if (!expected.contains(member)) {
                violations.add(Rule.ENTRY_TRUE, where, "entry %s is that of no entity", member);
            }
            if (!score.equals("0")) {
                violations.add(Rule.SCORE, where, "entry %s has score %s", member, score);
            }
        });
    }

    private void checkClaims() {
        Map<String, String> stored = partition.claims.getOrDefault(index.name(), Map.of());
        Map<String, List<String>> holders = new HashMap<>();
        partition.entities.forEach((id, fields) -> index.entries()
                .apply(fields)
                .forEach(entry ->
                        holders.computeIfAbsent(entry, any -> new ArrayList<>()).add(id)));
        holders.forEach((entry, ids) -> {
            if (ids.size() > 1) {
                violations.add(Rule.CLAIM_UNIQUE, where, "%s is the value of %s and %s", entry, ids.get(0), ids.get(1));
            }
            if (!ids.contains(stored.get(entry))) {
                violations.add(
                        Rule.CLAIM_PRESENT, where, "%s of %s is claimed by %s", entry, ids.get(0), stored.get(entry));
            }
        });
        stored.forEach((entry, id) -> {
            if (!holders.getOrDefault(entry, List.of()).contains(id)) {
                violations.add(Rule.CLAIM_TRUE, where, "%s is claimed by %s, which has another value", entry, id);
            }
        });
    }
}
