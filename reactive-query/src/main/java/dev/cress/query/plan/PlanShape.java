package dev.cress.query.plan;

/**
 * The kinds of a plan's steps, from the results to what finds the candidates, such as {@code fetch/filter/lookup}. What a plan is about is not in it, nor what is below a union or a merge,
 * so there are few shapes.
 */
public final class PlanShape implements PlanVisitor<String> {

    private static final PlanShape NAMES = new PlanShape();

    private PlanShape() {}

    /**
     * Names a shape.
     *
     * @param plan a plan
     * @return its shape
     */
    public static String of(PlanNode plan) {
        return plan.accept(NAMES);
    }

    @Override
    public String empty(PlanNode.Empty node) {
        return "empty";
    }

    @Override
    public String primaryScan(PlanNode.PrimaryScan node) {
        return "scan";
    }

    @Override
    public String idLookup(PlanNode.IdLookup node) {
        return "ids";
    }

    @Override
    public String indexScan(PlanNode.IndexScan node) {
        return node.path().isLookup() ? "lookup" : "range";
    }

    @Override
    public String geoSearch(PlanNode.GeoSearch node) {
        return "geo";
    }

    @Override
    public String union(PlanNode.Union node) {
        return "union";
    }

    @Override
    public String merge(PlanNode.Merge node) {
        return "merge";
    }

    @Override
    public String probe(PlanNode.Probe node) {
        return "probe/" + of(node.input());
    }

    @Override
    public String filter(PlanNode.Filter node) {
        return "filter/" + of(node.input());
    }

    @Override
    public String sort(PlanNode.Sort node) {
        return "sort/" + of(node.input());
    }

    @Override
    public String fetch(PlanNode.Fetch node) {
        return "fetch/" + of(node.input());
    }

    @Override
    public String cover(PlanNode.Cover node) {
        return "cover/" + of(node.input());
    }

    @Override
    public String countEntries(CountEntries node) {
        return "count";
    }

    @Override
    public String resolve(Resolve node) {
        return "resolve/" + of(node.input());
    }
}
