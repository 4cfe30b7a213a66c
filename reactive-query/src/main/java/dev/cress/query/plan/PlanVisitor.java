package dev.cress.query.plan;

/**
 * One method for each kind of step.
 *
 * @param <R> type of the result
 */
public interface PlanVisitor<R> {

    /**
     * Visits a step.
     *
     * @param node the step
     * @return the result
     */
    R empty(PlanNode.Empty node);

    /**
     * Visits a step.
     *
     * @param node the step
     * @return the result
     */
    R primaryScan(PlanNode.PrimaryScan node);

    /**
     * Visits known ids.
     *
     * @param node the step
     * @return the result
     */
    R idLookup(PlanNode.IdLookup node);

    /**
     * Visits a step.
     *
     * @param node the step
     * @return the result
     */
    R indexScan(PlanNode.IndexScan node);

    /**
     * Visits a step.
     *
     * @param node the step
     * @return the result
     */
    R geoSearch(PlanNode.GeoSearch node);

    /**
     * Visits a merge.
     *
     * @param node the step
     * @return the result
     */
    R merge(PlanNode.Merge node);

    /**
     * Visits a step.
     *
     * @param node the step
     * @return the result
     */
    R union(PlanNode.Union node);

    /**
     * Visits a step.
     *
     * @param node the step
     * @return the result
     */
    R probe(PlanNode.Probe node);

    /**
     * Visits a step.
     *
     * @param node the step
     * @return the result
     */
    R filter(PlanNode.Filter node);

    /**
     * Visits a step.
     *
     * @param node the step
     * @return the result
     */
    R sort(PlanNode.Sort node);

    /**
     * Visits a step.
     *
     * @param node the step
     * @return the result
     */
    R fetch(PlanNode.Fetch node);

    /**
     * Visits a reading of ids only.
     *
     * @param node the step
     * @return the result
     */
    R cover(PlanNode.Cover node);

    /**
     * Visits a step.
     *
     * @param node the step
     * @return the result
     */
    R countEntries(CountEntries node);

    /**
     * Visits what has been resolved before.
     *
     * @param node the step
     * @return the result
     */
    R resolve(Resolve node);
}
