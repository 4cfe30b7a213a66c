package dev.cress.integration;

import java.util.List;
import java.util.Map;

/** The entities of a partition by themselves, its primary index and where its ids belong. */
final class EntityChecks {

    private final StoredPartition partition;
    private final Violations violations;

    EntityChecks(StoredPartition partition, Violations violations) {
        this.partition = partition;
        this.violations = violations;
    }

    void check() {
        partition.entities.forEach((id, fields) -> {
            checkPartition(id);
            checkVersion(id);
            fields.forEach((name, stored) -> checkField(id, name, stored));
        });
        checkPrimary();
        partition.ways.forEach((way, value) -> violations.add(Rule.WAYS, partition.name, "%s: %s is left", way, value));
        partition.attachments.forEach((key, ofEntities) -> ofEntities.forEach((id, content) -> {
            checkPartition(id);
            checkAttachment(key, id, content);
        }));
    }

    private void checkAttachment(String key, String id, List<String> content) {
        if (!partition.entities.containsKey(id)) {
            violations.add(Rule.ATTACHMENT, partition.name, key + " belongs to %s, which is no entity", id);
        }
        int size = key.startsWith("q:") ? content.size() : content.get(0).length();
        if (size < 1 || size > partition.schema.attachments().get(key)) {
            violations.add(Rule.ATTACHMENT, partition.name, key + " of %s has a length of " + size, id);
        }
    }

    private void checkPartition(String id) {
        int right = Placement.partitionOf(id, partition.schema.partitions());
        if (right != partition.number) {
            violations.add(Rule.PARTITION, partition.name, "entity %s belongs to partition " + right, id);
        }
    }

    private void checkVersion(String id) {
        if (partition.version(id) < 0) {
            String version = partition.entities.get(id).get(StoredPartition.VERSION);
            violations.add(Rule.VERSION, partition.name, "entity %s has version %s", id, version);
        }
    }

    private void checkField(String id, String name, String stored) {
        boolean ofItsLife = partition.schema.lives().possible()
                && (name.equals(StoredPartition.END) || name.equals(StoredPartition.OWN_LIFE));
        boolean lastId = name.equals(StoredPartition.LAST_ID) && !stored.equals(id);
        if (name.equals(StoredPartition.VERSION) || ofItsLife || lastId) {
            return;
        }
        PropertySchema property = partition.schema.properties().get(name);
        if (property == null) {
            violations.add(Rule.KNOWN_FIELD, partition.name, "entity %s has an unknown field %s", id, name);
        } else if (!property.type().isCanonical(stored)) {
            violations.add(Rule.CANONICAL_TEXT, partition.name, "entity %s has %s in " + name, id, stored);
        }
    }

    private void checkPrimary() {
        partition.entities.keySet().forEach(id -> {
            if (!partition.primary.containsKey(id)) {
                violations.add(Rule.PRIMARY, partition.name, "entity %s is not in the primary index", id);
            }
        });
        for (Map.Entry<String, String> member : partition.primary.entrySet()) {
            if (!partition.entities.containsKey(member.getKey())) {
                violations.add(
                        Rule.PRIMARY, partition.name, "%s is in the primary index but no entity", member.getKey());
            }
            if (!member.getValue().equals("0")) {
                violations.add(Rule.SCORE, partition.name, "%s has score %s", member.getKey(), member.getValue());
            }
        }
    }
}
