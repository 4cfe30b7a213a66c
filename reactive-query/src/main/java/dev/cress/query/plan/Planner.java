package dev.cress.query.plan;

import dev.cress.connection.Direction;
import dev.cress.mapping.IndexDefinition;
import dev.cress.mapping.Property;
import dev.cress.query.predicate.EntryTexts;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import dev.cress.script.entity.IndexForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a query is answered.
 *
 * <p>Each condition that an index serves can drive: its entries are the candidates, and the other conditions are asked of the server by membership where they
 * are equalities, and checked on the stored values otherwise. An index that has the wanted order can drive as well, and then a limit stops it early. The
 * cheapest way is taken; ways of equal cost in the order of the conditions, so that a plan depends on nothing but question and sizes.
 */
public final class Planner {

    private final QuerySpec spec;
    private final Cardinalities sizes;
    private final PlanCost cost;
    private final Checks checks;

    private Planner(QuerySpec spec, Cardinalities sizes) {
        this.spec = spec;
        this.sizes = sizes;
        this.cost = new PlanCost(spec, sizes);
        this.checks = new Checks(cost);
    }

    /**
     * Plans the reading of entities.
     *
     * @param spec the question
     * @param sizes sizes of the paths that {@link AccessPaths} names; missing ones count as everything
     * @return the plan
     * @throws QueryNotIndexedException when no index serves the question and it does not allow a scan
     */
    public static PlanNode plan(QuerySpec spec, Cardinalities sizes) {
        PlanNode plan = new Planner(spec, sizes).results();
        return spec.resolved().isEmpty() ? plan : new Resolve(spec.resolved(), plan);
    }

    /**
     * Plans counting.
     *
     * @param spec the question
     * @param sizes as for {@link #plan}
     * @return the plan
     * @throws QueryNotIndexedException as {@link #plan}
     */
    public static PlanNode planCount(QuerySpec spec, Cardinalities sizes) {
        if (spec.predicate() instanceof Predicate.Always) {
            return new CountEntries(null, sizes.total(), null);
        }
        Optional<AccessPath.Ordered> path = EntriesTell.in(spec.model()) ? CountedPath.of(spec) : Optional.empty();
        if (path.isPresent()) {
            return new CountEntries(
                    path.get(), sizes.rows(path.get()), PartitionTerm.of(spec).orElse(null));
        }
        return plan(spec.withoutOrder().withLimit(OptionalLong.empty()).withFields(Fields.NONE), sizes);
    }

    private PlanNode results() {
        if (spec.predicate() instanceof Predicate.Never never) {
            return new PlanNode.Empty(never.reason());
        }
        PlanNode rows = rows();
        Predicate.InRanges partitions = PartitionTerm.of(spec).orElse(null);
        return spec.fields().onlyId() && EntriesTell.all(rows) && EntriesTell.in(spec.model())
                ? new PlanNode.Cover(rows, spec.model().name(), spec.limit(), partitions)
                : new PlanNode.Fetch(rows, spec.model().name(), spec.fields(), spec.limit(), partitions);
    }

    private PlanNode rows() {
        List<PlanNode> ways = Stream.concat(drivers(spec.predicate()).stream(), ordered().stream())
                .map(this::inOrder)
                .toList();
        return ways.stream().min(Comparator.comparingDouble(cost::of)).orElseGet(() -> inOrder(scan()));
    }

    /** Everything is read when everything is wanted, or when that was allowed. */
    private PlanNode scan() {
        boolean filtered = !(spec.predicate() instanceof Predicate.Always);
        boolean sorted = spec.order() != null && !spec.order().keys().isEmpty();
        if ((filtered || sorted) && spec.scan() == QuerySpec.ScanPolicy.REFUSE) {
            throw new QueryNotIndexedException(MissingIndex.describe(spec), null);
        }
        String why =
                filtered ? "no index serves the query" : sorted ? "no index has the order" : "everything is wanted";
        return checks.filter(primary(why), filtered ? List.of(spec.predicate()) : List.of());
    }

    private PlanNode primary(String why) {
        Direction direction = idDirection();
        return new PlanNode.PrimaryScan(why, direction, sizes.total());
    }

    /** The index that has the wanted order, as far as the conditions on its property allow. */
    private Optional<PlanNode> ordered() {
        if (spec.order() == null || !allowsOrderedScan()) {
            return Optional.empty();
        }
        List<Predicate> terms = terms(spec.predicate());
        if (spec.order().keys().size() > 1) {
            return orderedByTuple(terms);
        }
        if (isById(spec.order())) {
            return Optional.of(checks.complete(primary("it has the order"), terms));
        }
        SortKey key = spec.order().keys().get(0);
        boolean restricted =
                terms.stream().anyMatch(term -> isOn(term, key.property())); // then it is among the drivers
        return restricted || !(key instanceof SortKey.ByValue)
                ? Optional.empty()
                : spec.model()
                        .indexes()
                        .of(key.property(), IndexForm.ORDERED)
                        .map(index -> checks.complete(
                                scan(new AccessPath.Ordered(index, RangeSet.ALL), key.direction()), terms));
    }

    private Optional<PlanNode> orderedByTuple(List<Predicate> terms) {
        return spec.model().indexes().composites().stream()
                .map(index -> inWantedDirection(new AccessPath.Ordered(index, List.of())))
                .filter(scan -> PlanOrder.has(scan, Objects.requireNonNull(spec.order())))
                .map(scan -> checks.complete(scan, terms))
                .findFirst();
    }

    /** Reading an index through is reading everything: it takes a condition that some index serves, or none at all, or permission. */
    private boolean allowsOrderedScan() {
        return spec.scan() == QuerySpec.ScanPolicy.ALLOW
                || spec.predicate() instanceof Predicate.Always
                || !drivers(spec.predicate()).isEmpty();
    }

    /** For each condition that can drive the plan that it drives. */
    private List<PlanNode> drivers(Predicate predicate) {
        List<Predicate> terms = terms(predicate);
        List<PlanNode> ways = new ArrayList<>();
        for (Predicate term : terms) {
            driver(term).ifPresent(way -> {
                List<Predicate> rest = new ArrayList<>(terms);
                rest.remove(term);
                ways.add(checks.complete(way, rest));
            });
        }
        for (CompositePath composite : CompositePath.of(spec.model(), terms)) {
            List<Predicate> rest = new ArrayList<>(terms);
            rest.removeAll(composite.served());
            ways.add(checks.complete(byId(inWantedDirection(composite.path())), rest));
        }
        return ways;
    }

    private Optional<PlanNode> driver(Predicate term) {
        if (term instanceof Predicate.InRanges ranges) {
            return ranges.property().equals(spec.model().id()) ? lookup(ranges) : scan(ranges);
        }
        if (term instanceof Predicate.Area area) {
            return spec.model().indexes().of(area.property(), IndexForm.GEO).map(index -> search(index, area));
        }
        return term instanceof Predicate.Or or ? union(or) : paths(term);
    }

    /** An entity with several of the values is found by several, so these are merged. */
    private Optional<PlanNode> paths(Predicate term) {
        return PathIndex.of(spec.model(), term).flatMap(path -> {
            PlanNode.IndexScan scan = inWantedDirection(path);
            return PathIndex.findingOnce(spec.model(), term).isPresent()
                    ? Optional.of(byId(scan))
                    : MergeById.of(List.of(scan), idDirection());
        });
    }

    private Optional<PlanNode> lookup(Predicate.InRanges ids) {
        Direction direction = idDirection();
        return ids.ranges().isPoints() && EntryTexts.tell(ids.property())
                ? Optional.of(new PlanNode.IdLookup(ids, direction))
                : Optional.empty();
    }

    private Optional<PlanNode> scan(Predicate.InRanges term) {
        return ValueIndex.of(spec.model(), term).map(path -> byId(scan(path, directionOf(term))));
    }

    /** Several values by id, if that is wanted: each of them is by id. */
    private PlanNode byId(PlanNode.IndexScan scan) {
        return isById(spec.order()) && scan.path().size() > 1
                ? MergeById.of(List.of(scan), idDirection()).orElse(scan)
                : scan;
    }

    /** Against the order of the index where the wanted order is had so. */
    private PlanNode.IndexScan inWantedDirection(AccessPath.Ordered path) {
        PlanNode.IndexScan scan = scan(path, Direction.ASCENDING);
        if (spec.order() == null || PlanOrder.has(scan, spec.order())) {
            return scan;
        }
        PlanNode.IndexScan descending = scan(path, Direction.DESCENDING);
        return PlanOrder.has(descending, spec.order()) ? descending : scan;
    }

    /** Everything that has a position is looked for from where the nearest is wanted. */
    private PlanNode search(IndexDefinition index, Predicate.Area area) {
        Predicate.Within circle = area.circle();
        if (area instanceof Predicate.Located
                && spec.order() != null
                && !spec.order().keys().isEmpty()
                && spec.order().keys().get(0) instanceof SortKey.ByDistance near
                && near.property().equals(area.property())) {
            circle = new Predicate.Within(area.property(), near.center(), circle.metres());
        }
        return new PlanNode.GeoSearch(index, area, circle, sizes.rows(new AccessPath.Geo(index, circle)));
    }

    private Optional<PlanNode> union(Predicate.Or or) {
        List<PlanNode> ways = new ArrayList<>();
        for (Predicate alternative : or.terms()) {
            Optional<PlanNode> way = drivers(alternative).stream().min(Comparator.comparingDouble(cost::of));
            if (way.isEmpty()) {
                return Optional.empty();
            }
            ways.add(way.get());
        }
        return MergeById.of(ways, idDirection()).or(() -> Optional.of(new PlanNode.Union(ways)));
    }

    private PlanNode.IndexScan scan(AccessPath.Ordered path, Direction direction) {
        return new PlanNode.IndexScan(path, direction, sizes.rows(path));
    }

    private Direction directionOf(Predicate.InRanges term) {
        SortOrder order = spec.order();
        boolean oneValue = term.ranges().isPoints() && term.ranges().intervals().size() == 1;
        if (order == null || (isById(order) && !oneValue) || order.keys().size() > 1) {
            return Direction.ASCENDING;
        }
        return isById(order) || order.keys().get(0).property().equals(term.property())
                ? order.idDirection()
                : Direction.ASCENDING;
    }

    private Direction idDirection() {
        return spec.order() != null && isById(spec.order()) ? spec.order().idDirection() : Direction.ASCENDING;
    }

    private static boolean isById(@Nullable SortOrder order) {
        return order != null && order.keys().isEmpty();
    }

    private PlanNode inOrder(PlanNode way) {
        return spec.order() == null || PlanOrder.has(way, spec.order())
                ? way
                : new PlanNode.Sort(way, spec.order(), spec.limit());
    }

    private static boolean isOn(Predicate term, Property property) {
        return term instanceof Predicate.InRanges ranges && ranges.property().equals(property);
    }

    static List<Predicate> terms(Predicate predicate) {
        return predicate instanceof Predicate.And and ? and.terms() : List.of(predicate);
    }
}
