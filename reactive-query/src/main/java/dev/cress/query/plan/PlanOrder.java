package dev.cress.query.plan;

import dev.cress.connection.Direction;
import dev.cress.mapping.Property;
import dev.cress.query.predicate.Predicate;

/** In which order the steps of a plan give their rows. */
public final class PlanOrder {

    private PlanOrder() {}

    /**
     * Whether a plan's rows come in an order by themselves.
     *
     * @param plan a plan
     * @param order an order
     * @return whether they do
     */
    public static boolean has(PlanNode plan, SortOrder order) {
        PlanNode driver = driver(plan);
        if (driver instanceof PlanNode.IndexScan scan) {
            return IndexOrder.of(scan.path(), order).isPresent() && goesOneWay(order, scan.direction());
        }
        boolean byId = (driver instanceof PlanNode.PrimaryScan scan && scan.direction() == order.idDirection())
                || (driver instanceof PlanNode.Merge merge && merge.direction() == order.idDirection())
                || (driver instanceof PlanNode.IdLookup lookup && lookup.direction() == order.idDirection());
        return byId && order.keys().isEmpty();
    }

    /**
     * The order that a plan's rows can keep from one page to the next, although the next one may be planned otherwise.
     *
     * @param plan a plan for any order
     * @return the order
     */
    public static SortOrder natural(PlanNode plan) {
        PlanNode driver = driver(plan);
        if (driver instanceof PlanNode.IndexScan scan && !scan.path().index().isPath()) {
            return naturalOrder(scan);
        }
        if (driver instanceof PlanNode.GeoSearch search) {
            Predicate.Within circle = search.circle();
            return SortOrder.by(new SortKey.ByDistance(circle.property(), circle.center(), Direction.ASCENDING));
        }
        return SortOrder.BY_ID;
    }

    private static SortOrder naturalOrder(PlanNode.IndexScan scan) {
        SortOrder order = SortOrder.BY_ID;
        for (Property property : scan.path().index().properties()) {
            order = order.then(new SortKey.ByValue(property, scan.direction()));
        }
        return order;
    }

    private static boolean goesOneWay(SortOrder order, Direction direction) {
        return order.idDirection() == direction && order.keys().stream().allMatch(key -> key.direction() == direction);
    }

    /**
     * The step that finds a plan's candidates.
     *
     * @param plan a plan
     * @return the step
     */
    public static PlanNode driver(PlanNode plan) {
        PlanNode node = plan;
        while (true) {
            if (node instanceof Resolve resolve) {
                node = resolve.input();
            } else if (node instanceof PlanNode.Fetch fetch) {
                node = fetch.input();
            } else if (node instanceof PlanNode.Cover cover) {
                node = cover.input();
            } else if (node instanceof PlanNode.Sort sort) {
                node = sort.input();
            } else if (node instanceof PlanNode.Filter filter) {
                node = filter.input();
            } else if (node instanceof PlanNode.Probe probe) {
                node = probe.input();
            } else {
                return node;
            }
        }
    }
}
