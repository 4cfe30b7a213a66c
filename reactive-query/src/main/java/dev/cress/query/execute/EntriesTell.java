package dev.cress.query.execute;

import dev.cress.query.plan.PlanNode;

/** Whether index entries alone tell that a candidate is a result: an entry and its entity are written together. */
final class EntriesTell {

    private EntriesTell() {}

    static boolean all(PlanNode plan) {
        if (plan instanceof PlanNode.Fetch fetch) {
            return all(fetch.input());
        }
        if (plan instanceof PlanNode.Probe probe) {
            return all(probe.input());
        }
        return plan instanceof PlanNode.IndexScan || plan instanceof PlanNode.PrimaryScan;
    }
}
