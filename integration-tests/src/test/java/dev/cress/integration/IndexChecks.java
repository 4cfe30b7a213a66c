package dev.cress.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One index of a partition against the entities of the partition, in both directions. */
final class IndexChecks {

    /** Metres; Redis keeps positions to about half of it. */
    private static final double GEO_TOLERANCE = 1;

    private final StoredPartition partition;
    private final PropertySchema property;
    private final Violations violations;
    private final String where;

    IndexChecks(StoredPartition partition, PropertySchema property, Violations violations) {
        this.partition = partition;
        this.property = property;
        this.violations = violations;
        this.where = partition.name + " index " + property.name();
    }

    void check() {
        if (property.ordered()) {
            checkOrdered();
        }
        if (property.geo()) {
            checkGeo();
        }
        if (property.unique()) {
            checkClaims();
        }
    }

    private void checkOrdered() {
        Map<String, String> stored = partition.ordered.getOrDefault(property.name(), Map.of());
        Set<String> expected = new HashSet<>();
        partition.entities.forEach((id, fields) -> {
            String member = property.entry(fields.get(property.name())) + IndexEntries.BEFORE_ID + id;
            expected.add(member);
            if (!stored.containsKey(member)) {
                violations.add(Rule.ENTRY_PRESENT, where, "no entry %s of entity %s", member, id);
            }
        });
        stored.forEach((member, score) -> {
            if (!expected.contains(member)) {
                violations.add(Rule.ENTRY_TRUE, where, "entry %s is that of no entity", member);
            }
            if (!score.equals("0")) {
                violations.add(Rule.SCORE, where, "entry %s has score %s", member, score);
            }
        });
    }

    private void checkGeo() {
        Map<String, Position> stored = partition.geo.getOrDefault(property.name(), Map.of());
        partition.entities.forEach((id, fields) -> {
            String location = fields.get(property.name());
            Position position = stored.get(id);
            if ((location == null) != (position == null)) {
                violations.add(Rule.GEO_MEMBER, where, "entity %s is at %s, in the index at " + position, id, location);
            } else if (location != null && !isNear(location, position)) {
                violations.add(
                        Rule.GEO_POSITION, where, "entity %s is at %s, in the index at " + position, id, location);
            }
        });
        stored.keySet().forEach(id -> {
            if (!partition.entities.containsKey(id)) {
                violations.add(Rule.GEO_MEMBER, where, "%s is in the index but no entity", id);
            }
        });
    }

    private static boolean isNear(String location, Position position) {
        try {
            return Position.parse(location).distanceTo(position) <= GEO_TOLERANCE;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void checkClaims() {
        Map<String, String> stored = partition.claims.getOrDefault(property.name(), Map.of());
        Map<String, List<String>> holders = new HashMap<>();
        partition.entities.forEach((id, fields) -> {
            String value = fields.get(property.name());
            if (value != null) {
                holders.computeIfAbsent(property.entry(value), entry -> new ArrayList<>())
                        .add(id);
            }
        });
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
