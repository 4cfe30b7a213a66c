package dev.cress.query.plan;

import dev.cress.mapping.EntityModel;

/** Whether index entries alone tell that a candidate is a result: an entry and its entity are written together, but an entity may expire before anybody removes its entries. */
public final class EntriesTell {

    private EntriesTell() {}

    /**
     * Whether entries of a type are true.
     *
     * @param model the type
     * @return whether its entities go by a write only
     */
    public static boolean in(EntityModel<?> model) {
        return !model.expires();
    }

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
