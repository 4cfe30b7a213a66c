package dev.cress.integration;

import java.util.Map;

/** When the lives of a partition's entities end: in the hash, in the expiry index and as the server's own time for the key, all alike. */
final class LifeChecks {

    private static final long GRACE_MILLIS = 24 * 60 * 60 * 1_000L;

    private final StoredPartition partition;
    private final Violations violations;

    LifeChecks(StoredPartition partition, Violations violations) {
        this.partition = partition;
        this.violations = violations;
    }

    void check() {
        if (!partition.schema.lives().possible()) {
            return;
        }
        partition.entities.forEach(this::checkEntity);
        partition.expiry.forEach((id, end) -> {
            Map<String, String> fields = partition.entities.get(id);
            boolean rest =
                    fields == null && partition.schema.lives().forgotten().contains(id);
            if (!rest && (fields == null || !end.equals(fields.get(StoredPartition.END)))) {
                violations.add(Rule.LIFE, partition.name, "%s ends at %s by the expiry index only", id, end);
            }
            if (Long.parseLong(end) <= partition.schema.lives().swept()) {
                violations.add(Rule.LIFE_OVER, partition.name, "%s, which ended at %s, was not swept", id, end);
            }
        });
    }

    private void checkEntity(String id, Map<String, String> fields) {
        String end = fields.get(StoredPartition.END);
        String own = fields.get(StoredPartition.OWN_LIFE);
        boolean wellFormed = end == null ? own == null : end.matches("\\d{1,15}");
        if (!wellFormed || own != null && !own.matches("\\d{1,14}")) {
            violations.add(Rule.LIFE, partition.name, "%s lives until %s, " + own, id, end);
            return;
        }
        if (end != null && !end.equals(partition.expiry.get(id))) {
            violations.add(Rule.LIFE, partition.name, "%s ends at %s, which the expiry index does not tell", id, end);
        }
        long removal = partition.removals.getOrDefault(id, -1L);
        if (end == null ? removal != -1 : removal < Long.parseLong(end) + GRACE_MILLIS) {
            violations.add(Rule.LIFE, partition.name, "%s, which ends at %s, is removed at " + removal, id, end);
        }
    }
}
