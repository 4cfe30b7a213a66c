package dev.cress.query;

import static java.util.Objects.requireNonNull;

import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.property.DoubleProperty;
import dev.cress.property.LongProperty;
import dev.cress.property.PropertyNames;
import dev.cress.property.PropertyPath;
import dev.cress.property.PropertyReference;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.DoubleCondition;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.LongCondition;
import dev.cress.query.execute.Deadline;
import dev.cress.query.execute.QueryAnalysis;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.plan.SortOrder;
import dev.cress.query.predicate.CriteriaBinder;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A query over one store. */
final class DefaultQuery<T> implements Query<T> {

    private static final int MAX_OFFSET = 10_000;

    private final QueryScope<T> scope;
    private final QuerySettings<T> settings;

    DefaultQuery(QueryScope<T> scope, QuerySettings<T> settings) {
        this.scope = scope;
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
    public <V extends @Nullable Object> Condition<V, Query<T>> where(PropertyPath<T, V> path) {
        return new Condition<>(path.name(), this::with);
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
    public Query<T> like(T example, String... ignored) {
        return with(Examples.criteria(model(), requireNonNull(example, "example"), Set.of(ignored)));
    }

    @Override
    public Ordering<T> orderBy(PropertyReference<T, ?> property) {
        return orderBy(PropertyNames.of(property));
    }

    @Override
    public Ordering<T> orderBy(String property) {
        return PropertyOrdering.of(
                model(),
                settings.order(),
                requireNonNull(property, "property"),
                order -> with(settings.withOrder(order)));
    }

    @Override
    public Query<T> limit(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("a limit is 1 or more, not " + count);
        }
        return with(settings.withLimit(count));
    }

    @Override
    public Query<T> offset(int count) {
        if (count < 0 || count > MAX_OFFSET) {
            throw new IllegalArgumentException("an offset is 0 to " + MAX_OFFSET + ", not " + count
                    + "; page(size, cursor) goes on from any place");
        }
        return with(settings.withOffset(count));
    }

    @Override
    public Query<T> timeout(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a timeout is above zero, not " + duration);
        }
        return with(settings.withTimeout(duration));
    }

    @Override
    public Query<T> unbounded() {
        return with(settings.withoutCap());
    }

    @Override
    public Query<T> allowScan() {
        return with(settings.withScan());
    }

    @Override
    public <P> Results<P> as(Class<P> type) {
        return results(Projections.of(model(), requireNonNull(type, "type")));
    }

    @Override
    public Results<Map<String, @Nullable Object>> asMaps(String... properties) {
        return results(RowShape.maps(model(), properties));
    }

    @Override
    public <I> Results<I> ids(Class<I> type) {
        return results(RowShape.ids(model(), requireNonNull(type, "type")));
    }

    @Override
    public Results<Distanced<T>> distances(
            PropertyReference<T, ? extends @Nullable GeoPoint> property, GeoPoint point) {
        return results(RowShape.distances(scope.store(), PropertyNames.of(property), requireNonNull(point, "point")));
    }

    @Override
    public <V extends @Nullable Object> Values<V> values(PropertyReference<T, V> property) {
        String name = PropertyNames.of(property);
        Property found = name.equals(model().id().name())
                ? model().id()
                : model().property(name)
                        .orElseThrow(
                                () -> new InvalidQueryException(model().name() + " has no property " + name, null));
        return new DefaultValues<>(scope, unordered(), found);
    }

    @Override
    public Mono<T> one() {
        return entities().one();
    }

    @Override
    public Mono<T> first() {
        return entities().first();
    }

    @Override
    public Flux<T> all() {
        return entities().all();
    }

    @Override
    public Mono<Page<T>> page(int size, @Nullable Cursor cursor) {
        return entities().page(size, cursor);
    }

    @Override
    public Mono<Long> count() {
        Question<T> question = scope.question(unordered());
        return scope.store().with(open -> {
            Deadline deadline = Deadline.after(settings.timeout());
            return deadline.guard(question.spec(open))
                    .flatMap(spec -> scope.executor(open, deadline).count(spec));
        });
    }

    @Override
    public Mono<Boolean> exists() {
        Question<T> question = scope.question(unordered().withLimit(1));
        return scope.store()
                .withMany(open -> {
                    Deadline deadline = Deadline.after(settings.timeout());
                    return deadline.guard(question.spec(open))
                            .flatMapMany(spec -> scope.executor(open, deadline)
                                    .rows(spec.withFields(Fields.NONE), OptionalLong.empty()));
                })
                .hasElements();
    }

    @Override
    public Mono<QueryPlan> explain() {
        return entities().explain();
    }

    @Override
    public Mono<QueryAnalysis> analyze() {
        return entities().analyze();
    }

    @Override
    public Mono<Long> delete() {
        return new QueryDeletion<>(scope, settings).run();
    }

    @Override
    public QueryPatch<T> patch() {
        return new DefaultQueryPatch<>(scope, settings);
    }

    @Override
    public QuerySpec specification() {
        return scope.question(settings).fixed();
    }

    private QuerySettings<T> unordered() {
        return new QuerySettings<>(
                settings.criteria(),
                null,
                OptionalLong.empty(),
                0,
                OptionalLong.empty(),
                settings.timeout(),
                settings.scan());
    }

    private Results<T> entities() {
        return results(RowShape.entities(scope.store().lifecycle()));
    }

    private <R> Results<R> results(RowShape<R> shape) {
        SortOrder order = scope.defaultOrder();
        return new DefaultResults<>(
                scope, settings.order() == null && order != null ? settings.withOrder(order) : settings, shape);
    }

    private Query<T> with(Criteria<?> criteria) {
        @SuppressWarnings("unchecked") // criteria name properties only; the binder checks them against this type
        Criteria<T> own = (Criteria<T>) criteria;
        QuerySettings<T> narrowed = settings.withCriteria(own);
        // A wrong name or value, or one condition too many, fails here, where it stands in the user's code.
        CriteriaBinder.check(model(), new Criteria.And<>(narrowed.criteria()), scope::model);
        return with(narrowed);
    }

    private Query<T> with(QuerySettings<T> changed) {
        return new DefaultQuery<>(scope, changed);
    }

    private EntityModel<T> model() {
        return scope.model();
    }
}
