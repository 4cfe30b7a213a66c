package dev.cress.query.plan;

/** Whether index entries alone tell that a candidate is a result: an entry and its entity are written together. */
final class EntriesTell {

    private EntriesTell() {}

    static boolean all(PlanNode plan) {
        if (plan instanceof PlanNode.Probe probe) {
            return all(probe.input());
        }
        if (plan instanceof PlanNode.Merge merge) {
            return merge.inputs().stream().allMatch(EntriesTell::all);
        }
        return plan instanceof PlanNode.IndexScan || plan instanceof PlanNode.PrimaryScan;
    }
}
