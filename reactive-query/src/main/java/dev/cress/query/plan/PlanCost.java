package dev.cress.query.plan;

import dev.cress.mapping.IndexDefinition;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import dev.cress.script.entity.IndexForm;
import java.util.List;
import java.util.Optional;

/**
 * What a plan costs, in microseconds of server and client together; only the ratios matter.
 *
 * <p>The constants are from the probes in the design notes: reading an entry of an index page about 0.5, probing a membership about 1, reading and building an entity about
 * 8.
 */
final class PlanCost implements PlanVisitor<Double> {

    private static final double ENTRY = 0.5;
    private static final double PROBE = 1;
    private static final double ENTITY = 8;

    /** Above this share of remaining candidates a probe costs more than it saves. */
    private static final double PROBE_SELECTIVITY = 0.8;

    private static final int MAX_PROBED_VALUES = 4;

    private final QuerySpec spec;
    private final Cardinalities sizes;

    PlanCost(QuerySpec spec, Cardinalities sizes) {
        this.spec = spec;
        this.sizes = sizes;
    }

    double of(PlanNode plan) {
        boolean sorted = plan instanceof PlanNode.Sort;
        PlanNode input = plan instanceof PlanNode.Sort sort ? sort.input() : plan;
        double all = input.accept(this) + ENTITY * entitiesRead(input);
        if (sorted || spec.limit().isEmpty()) {
            return all;
        }
        return all * Math.min(1, spec.limit().getAsLong() / Math.max(1.0, matches()));
    }

    /** Where nothing but ids is wanted, a probe is what spares the reading of entities. */
    Optional<PlanNode.Probe.Term> probe(Predicate term) {
        return probed(term)
                .filter(probe -> probe.points().isPoints()
                        && probe.points().intervals().size() <= MAX_PROBED_VALUES
                        && (spec.fields().onlyId() || selectivity(term) <= PROBE_SELECTIVITY));
    }

    private Optional<PlanNode.Probe.Term> probed(Predicate term) {
        if (!(term instanceof Predicate.InRanges equality)) {
            return PathIndex.probe(spec.model(), term);
        }
        RangeSet ranges = equality.ranges();
        boolean points = ranges.isPoints();
        return ValueIndex.ofValues(spec.model(), equality.property())
                .map(index -> new PlanNode.Probe.Term(term, index, points ? ranges : ranges.complement(), points));
    }

    long remaining(long rows, List<? extends Predicate> terms) {
        double share = terms.stream().mapToDouble(this::selectivity).reduce(1, (a, b) -> a * b);
        return (long) Math.ceil(rows * share);
    }

    /** Expected results, as if conditions had nothing to do with each other. */
    private double matches() {
        return sizes.total() * selectivity(spec.predicate());
    }

    private double selectivity(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and.terms().stream().mapToDouble(this::selectivity).reduce(1, (a, b) -> a * b);
        }
        if (predicate instanceof Predicate.Or or) {
            return Math.min(
                    1, or.terms().stream().mapToDouble(this::selectivity).sum());
        }
        if (predicate instanceof Predicate.Not not
                && PathIndex.of(spec.model(), not.term()).isPresent()) {
            return Math.max(0, 1 - selectivity(not.term()));
        }
        Optional<AccessPath> path = PathIndex.of(spec.model(), predicate).map(found -> found);
        if (predicate instanceof Predicate.InRanges term
                && term.property().equals(spec.model().id())) {
            return term.ranges().isPoints()
                    ? Math.min(1, term.ranges().intervals().size() / Math.max(1.0, (double) sizes.total()))
                    : 1;
        }
        if (predicate instanceof Predicate.InRanges term) {
            path = ValueIndex.of(spec.model(), term).map(found -> found);
        } else if (predicate instanceof Predicate.Area area) {
            Optional<IndexDefinition> index = spec.model().indexes().of(area.property(), IndexForm.GEO);
            path = index.map(found -> new AccessPath.Geo(found, area.circle()));
        }
        return path.map(found -> sizes.rows(found) / Math.max(1.0, (double) sizes.total()))
                .orElse(1.0);
    }

    private static double entitiesRead(PlanNode plan) {
        return plan instanceof PlanNode.Filter filter ? filter.input().estimatedRows() : plan.estimatedRows();
    }

    @Override
    public Double empty(PlanNode.Empty node) {
        return 0.0;
    }

    @Override
    public Double primaryScan(PlanNode.PrimaryScan node) {
        return ENTRY * node.estimatedRows();
    }

    @Override
    public Double idLookup(PlanNode.IdLookup node) {
        return 0.0;
    }

    @Override
    public Double indexScan(PlanNode.IndexScan node) {
        return ENTRY * node.estimatedRows();
    }

    @Override
    public Double geoSearch(PlanNode.GeoSearch node) {
        return ENTRY * node.estimatedRows();
    }

    @Override
    public Double union(PlanNode.Union node) {
        return node.branches().stream()
                .mapToDouble(branch -> branch.accept(this))
                .sum();
    }

    @Override
    public Double merge(PlanNode.Merge node) {
        return node.inputs().stream().mapToDouble(input -> input.accept(this)).sum();
    }

    @Override
    public Double probe(PlanNode.Probe node) {
        return node.input().accept(this)
                + PROBE * node.terms().size() * node.input().estimatedRows();
    }

    @Override
    public Double filter(PlanNode.Filter node) {
        return node.input().accept(this);
    }

    @Override
    public Double sort(PlanNode.Sort node) {
        return node.input().accept(this);
    }

    @Override
    public Double fetch(PlanNode.Fetch node) {
        return node.input().accept(this);
    }

    @Override
    public Double cover(PlanNode.Cover node) {
        return node.input().accept(this);
    }

    @Override
    public Double countEntries(CountEntries node) {
        return 0.0;
    }

    @Override
    public Double resolve(Resolve node) {
        return node.input().accept(this);
    }
}
