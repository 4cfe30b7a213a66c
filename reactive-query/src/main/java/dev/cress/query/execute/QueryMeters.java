package dev.cress.query.execute;

import dev.cress.metric.CressMeter;
import dev.cress.metric.Meters;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.plan.PlanShape;

/**
 * What is measured of the queries of one entity type.
 *
 * @param meters records it
 * @param entity name of the model
 */
public record QueryMeters(Meters meters, String entity) {

    /** Measures nothing. */
    public static final QueryMeters NONE = new QueryMeters(Meters.disabled(), "none");

    /** Counts a query, and names what may be counted while it runs. */
    RowReader.Verified begun(PlanNode plan) {
        if (!meters.enabled()) {
            return (candidates, results) -> {};
        }
        String shape = PlanShape.of(plan);
        meters.count(CressMeter.QUERIES, 1, entity, shape);
        return (candidates, results) -> {
            meters.count(CressMeter.QUERY_READ, candidates, entity, shape);
            meters.count(CressMeter.QUERY_DISCARDED, (long) candidates - results, entity, shape);
        };
    }
}
