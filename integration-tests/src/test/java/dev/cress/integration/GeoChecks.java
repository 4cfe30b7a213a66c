package dev.cress.integration;

import java.util.Map;

/** One geo index of a partition against the entities of the partition, in both directions. */
final class GeoChecks {

    /** Metres; Redis keeps positions to about half of it. */
    private static final double GEO_TOLERANCE = 1;

    private final StoredPartition partition;
    private final PropertySchema property;
    private final Violations violations;
    private final String where;

    GeoChecks(StoredPartition partition, PropertySchema property, Violations violations) {
        this.partition = partition;
        this.property = property;
        this.violations = violations;
        this.where = partition.name + " index " + property.name();
    }

    void check() {
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
}
