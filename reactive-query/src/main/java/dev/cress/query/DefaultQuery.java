package dev.cress.query;

import static java.util.Objects.requireNonNull;

import dev.cress.connection.Direction;
import dev.cress.entity.EntityStore;
import dev.cress.entity.OpenStore;
import dev.cress.error.NonUniqueResultException;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.DoubleCondition;
import dev.cress.query.criteria.DoubleProperty;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.LongCondition;
import dev.cress.query.criteria.LongProperty;
import dev.cress.query.criteria.PropertyNames;
import dev.cress.query.criteria.PropertyReference;
import dev.cress.query.execute.QueryExecutor;
import dev.cress.query.execute.SortPosition;
import dev.cress.query.plan.PlanPrinter;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import dev.cress.query.predicate.CriteriaBinder;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.rewrite.Rewriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A query over one store. */
final class DefaultQuery<T> implements Query<T> {

    private static final int MAX_PAGE = 10_000;

    private final EntityStore<T> store;
    private final QuerySettings<T> settings;

    DefaultQuery(EntityStore<T> store, QuerySettings<T> settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    public <V extends @Nullable Object> Condition<V, Query<T>> where(PropertyReference<T, V> property) {
        return new Condition<>(PropertyNames.of(property), this::with);
    }

    @Override
    public LongCondition<Query<T>> where(LongProperty<T> property) {
        return new LongCondition<>(new Condition<>(PropertyNames.of(property), this::with));
    }

    @Override
    public DoubleCondition<Query<T>> where(DoubleProperty<T> property) {
        return new DoubleCondition<>(new Condition<>(PropertyNames.of(property), this::with));
    }

    @Override
    public Condition<Object, Query<T>> where(String property) {
        return new Condition<>(requireNonNull(property, "property"), this::with);
    }

    @Override
    public Query<T> matching(Criteria<T> criteria) {
        return with(requireNonNull(criteria, "criteria"));
    }

    @Override
    public Ordering<T> orderBy(PropertyReference<T, ?> property) {
        return orderBy(PropertyNames.of(property));
    }

    @Override
    public Ordering<T> orderBy(String property) {
        return new PropertyOrdering(CriteriaBinder.property(model(), requireNonNull(property, "property")));
    }

    @Override
    public Query<T> limit(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("a limit is 1 or more, not " + count);
        }
        return new DefaultQuery<>(store, settings.withLimit(count));
    }

    @Override
    public Query<T> unbounded() {
        return new DefaultQuery<>(store, settings.withoutCap());
    }

    @Override
    public Query<T> allowScan() {
        return new DefaultQuery<>(store, settings.withScan());
    }

    @Override
    public Mono<T> one() {
        return single(2).collectList().flatMap(found -> switch (found.size()) {
            case 0 -> Mono.empty();
            case 1 -> Mono.just(found.get(0));
            default ->
                Mono.error(new NonUniqueResultException(
                        "more than one " + model().name() + " is what the query asks for; use first() or all()"));
        });
    }

    @Override
    public Mono<T> first() {
        return single(1).next();
    }

    @Override
    public Flux<T> all() {
        return entities(spec());
    }

    @Override
    public Mono<Page<T>> page(int size, @Nullable Cursor after) {
        if (size < 1 || size > MAX_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " results, not " + size);
        }
        QuerySpec spec = spec().withLimit(OptionalLong.of(size + 1L));
        CursorCodec.Place place = after == null ? null : CursorCodec.decode(model(), after);
        if (place != null && spec.order() != null && !spec.order().equals(place.order())) {
            throw new InvalidCursorException(
                    "the cursor is of order [" + place.order() + "], the query of [" + spec.order()
                            + "]; begin with the first page again",
                    null);
        }
        return store.with(open -> {
            QueryExecutor executor = executor(open);
            return place == null
                    ? executor.pageOrder(spec).flatMap(order -> page(open, spec.withOrder(order), size, null))
                    : page(open, spec.withOrder(place.order()), size, place.position());
        });
    }

    @Override
    public Mono<Long> count() {
        QuerySpec spec = spec();
        return store.with(open -> executor(open).count(spec));
    }

    @Override
    public Mono<Boolean> exists() {
        QuerySpec spec = spec().withoutOrder().withLimit(OptionalLong.of(1));
        return store.withMany(open -> executor(open).rows(spec, OptionalLong.empty(), null))
                .hasElements();
    }

    @Override
    public Mono<QueryPlan> explain() {
        QuerySpec spec = spec();
        return store.with(open -> executor(open).explain(spec)).map(plan -> new QueryPlan(PlanPrinter.print(plan)));
    }

    private QueryExecutor executor(OpenStore<T> open) {
        return new QueryExecutor(open, store.lifecycle());
    }

    /** Whoever asks for one entity is told when it cannot be read. */
    private Flux<T> single(int limit) {
        QuerySpec spec = spec().withLimit(OptionalLong.of(limit));
        return store.withMany(open -> executor(open)
                .rows(spec, settings.cap(), null)
                .concatMap(row -> store.lifecycle().load(Mono.just(row))));
    }

    @Override
    public QuerySpec specification() {
        return spec();
    }

    private Flux<T> entities(QuerySpec spec) {
        return store.withMany(open -> store.lifecycle().loadAll(executor(open).rows(spec, settings.cap(), null)));
    }

    private Mono<Page<T>> page(OpenStore<T> open, QuerySpec spec, int size, @Nullable SortPosition after) {
        SortOrder order = requireNonNull(spec.order());
        return executor(open)
                .rows(spec, OptionalLong.empty(), after)
                .collectList()
                .flatMap(rows -> {
                    List<Row> content = rows.subList(0, Math.min(size, rows.size()));
                    Optional<Cursor> next = rows.size() > size
                            ? Optional.of(CursorCodec.encode(order, SortPosition.of(order, content.get(size - 1))))
                            : Optional.empty();
                    return store.lifecycle().loadAll(content).map(entities -> new Page<>(entities, next));
                });
    }

    private Query<T> with(Criteria<?> criteria) {
        @SuppressWarnings("unchecked") // criteria name properties only; the binder checks them against this type
        Criteria<T> own = (Criteria<T>) criteria;
        QuerySettings<T> narrowed = settings.withCriteria(own);
        bind(narrowed); // a wrong name or value, or one condition too many, fails here, where it stands in the
        // user's code
        return new DefaultQuery<>(store, narrowed);
    }

    private Predicate bind(QuerySettings<T> asked) {
        return CriteriaBinder.bind(model(), new Criteria.And<>(asked.criteria()));
    }

    private QuerySpec spec() {
        return new QuerySpec(
                model(), Rewriter.simplify(bind(settings)), settings.order(), settings.limit(), settings.scan());
    }

    private EntityModel<T> model() {
        return store.model();
    }

    private final class PropertyOrdering implements Ordering<T> {

        private final Property property;

        private PropertyOrdering(Property property) {
            this.property = property;
        }

        @Override
        public Query<T> ascending() {
            return byValue(Direction.ASCENDING);
        }

        @Override
        public Query<T> descending() {
            return byValue(Direction.DESCENDING);
        }

        @Override
        public Query<T> nearestTo(GeoPoint point) {
            if (property.type() != GeoPoint.class) {
                throw new InvalidQueryException(property.name() + " is no GeoPoint and has no distance", null);
            }
            return with(new SortKey.ByDistance(property, requireNonNull(point, "point")));
        }

        private Query<T> byValue(Direction direction) {
            if (property.entryType().isEmpty()) {
                throw new InvalidQueryException(
                        property.name() + " is a " + property.type().getSimpleName() + ", whose values have no order",
                        null);
            }
            return with(new SortKey.ByValue(property, direction));
        }

        private Query<T> with(SortKey key) {
            return new DefaultQuery<>(store, settings.withKey(key));
        }
    }
}
