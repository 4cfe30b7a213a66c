package dev.cress.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.connection.Direction;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.plan.QuerySpec.ScanPolicy;
import dev.cress.query.predicate.CriteriaBinder;
import dev.cress.query.rewrite.Rewriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A question under construction, with the sizes that the server would tell. */
final class Question {

    private final EntityModel<?> model;
    private final Criteria<?> criteria;
    private final Map<String, Long> sizes = new HashMap<>();
    private long total = 100_000;
    private @Nullable SortOrder order;
    private OptionalLong limit = OptionalLong.empty();
    private ScanPolicy scan = ScanPolicy.REFUSE;
    private Fields fields = Fields.ALL;
    private boolean counted;
    private List<Resolve.Reference> resolved = List.of();

    Question(EntityModel<?> model, Criteria<?> criteria) {
        this.model = model;
        this.criteria = criteria;
    }

    Question of(long entities) {
        total = entities;
        return this;
    }

    /** @param path an access path as its index and ranges read: {@code country=[DE]} */
    Question size(String path, long entries) {
        sizes.put(path, entries);
        return this;
    }

    Question ascending(String property) {
        return by(new SortKey.ByValue(property(property), Direction.ASCENDING));
    }

    Question descending(String property) {
        return by(new SortKey.ByValue(property(property), Direction.DESCENDING));
    }

    Question nearest(GeoPoint center) {
        return by(new SortKey.ByDistance(property("location"), center, Direction.ASCENDING));
    }

    Question byId() {
        order = SortOrder.BY_ID;
        return this;
    }

    Question byIdDescending() {
        order = SortOrder.BY_ID.thenById(Direction.DESCENDING);
        return this;
    }

    Question ids() {
        fields = Fields.NONE;
        return this;
    }

    Question fields(String... names) {
        fields = new Fields(Stream.of(names).map(this::property).toList());
        return this;
    }

    Question by(SortKey key) {
        order = (order == null ? SortOrder.BY_ID : order).then(key);
        return this;
    }

    Question limit(long count) {
        limit = OptionalLong.of(count);
        return this;
    }

    Question scan() {
        scan = ScanPolicy.ALLOW;
        return this;
    }

    Question resolved(Resolve.Reference... references) {
        resolved = List.of(references);
        return this;
    }

    Question count() {
        counted = true;
        return this;
    }

    private Property property(String name) {
        return model.property(name).orElseThrow();
    }

    QuerySpec spec() {
        return new QuerySpec(
                model,
                Rewriter.simplify(CriteriaBinder.bind(model, criteria, around -> new GeoPoint(13.4, 52.5))),
                order,
                limit,
                scan,
                fields,
                resolved);
    }

    PlanNode plan() {
        QuerySpec spec = spec();
        Map<AccessPath.Ordered, Long> ordered = new HashMap<>();
        Map<String, Long> unused = new HashMap<>(sizes);
        for (AccessPath.Ordered path : AccessPaths.of(spec)) {
            Long entries = unused.remove(path.toString());
            if (entries != null) {
                ordered.put(path, entries);
            }
        }
        assertThat(unused).as("sizes of paths that the question has not").isEmpty();
        Cardinalities cardinalities = new Cardinalities(total, ordered);
        return counted ? Planner.planCount(spec, cardinalities) : Planner.plan(spec, cardinalities);
    }

    String text() {
        String sizesText = new TreeMap<>(sizes).toString();
        String asked = "criteria " + criteria + "\npredicate " + spec().predicate() + "\norder " + order
                + "\nlimit "
                + (limit.isPresent() ? limit.getAsLong() : "none") + "\nscan " + scan + "\nsizes " + total + " "
                + sizesText + "\n---\n";
        try {
            return asked + PlanPrinter.print(plan()) + "\n";
        } catch (QueryNotIndexedException e) {
            return asked + "refused: " + e.getMessage() + "\n";
        }
    }
}
