package dev.cress.query.plan;

import java.util.Map;

/**
 * How many entries there are.
 *
 * @param total entities of the model
 * @param ordered entries of parts of ordered indexes
 */
public record Cardinalities(long total, Map<AccessPath.Ordered, Long> ordered) {

    private static final double EARTH_RADIUS_METRES = 6_372_797.560856;

    /** How much denser than evenly spread things lie where people look for them; only orders plans, never changes a result. */
    private static final double CLUSTERING = 10;

    /** Copies the sizes. */
    public Cardinalities {
        ordered = Map.copyOf(ordered);
    }

    /**
     * The size of a path.
     *
     * @param path an access path
     * @return its number of entries, asked for or estimated
     */
    public long rows(AccessPath path) {
        if (path instanceof AccessPath.Ordered range) {
            return range.isAll() ? total : ordered.getOrDefault(range, total);
        }
        double radians = ((AccessPath.Geo) path).circle().metres() / EARTH_RADIUS_METRES;
        double share = radians >= Math.PI ? 1 : (1 - Math.cos(radians)) / 2 * CLUSTERING;
        return Math.max(1, (long) Math.min((double) total, Math.ceil(total * share)));
    }
}
