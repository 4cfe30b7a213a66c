package dev.cress.query;

import static java.util.Objects.requireNonNull;

import dev.cress.error.NonUniqueResultException;
import dev.cress.mapping.Row;
import dev.cress.query.CursorCodec.Heading;
import dev.cress.query.CursorCodec.Place;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.execute.Deadline;
import dev.cress.query.execute.QueryAnalysis;
import dev.cress.query.execute.QueryExecutor;
import dev.cress.query.execute.SortPosition;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.PlanPrinter;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.plan.SortOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers a query, row by row or page by page. */
final class DefaultResults<T, R> implements Results<R> {

    private static final int MAX_PAGE = 10_000;

    private final QueryScope<T> scope;
    private final QuerySettings<T> settings;
    private final RowShape<R> shape;
    private final Question<T> question;

    DefaultResults(QueryScope<T> scope, QuerySettings<T> settings, RowShape<R> shape) {
        this.scope = scope;
        this.settings = settings;
        this.shape = shape;
        this.question = scope.question(settings);
    }

    @Override
    public Mono<R> one() {
        return shape.single(rows(2)).collectList().flatMap(found -> switch (found.size()) {
            case 0 -> Mono.empty();
            case 1 -> Mono.just(found.get(0));
            default ->
                Mono.error(new NonUniqueResultException(
                        "more than one " + scope.model().name() + " is what the query asks for; use first() or all()"));
        });
    }

    @Override
    public Mono<R> first() {
        return shape.single(rows(1)).next();
    }

    @Override
    public Flux<R> all() {
        return shape.results(rows(Long.MAX_VALUE));
    }

    @Override
    public Mono<Page<R>> page(int size, @Nullable Cursor cursor) {
        if (size < 1 || size > MAX_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " results, not " + size);
        }
        if (settings.offset() > 0) {
            throw new InvalidQueryException("a page begins at a cursor; leave the offset away", null);
        }
        Place place = cursor == null ? null : scope.cursors().decode(scope.model(), cursor);
        SortOrder asked = settings.order();
        if (place != null && asked != null && !asked.equals(place.order())) {
            throw new InvalidCursorException(
                    "the cursor is of order [" + place.order() + "], the query of [" + asked
                            + "]; begin with the first page again",
                    null);
        }
        return run((executor, spec) -> {
            QuerySpec limited = spec.withLimit(OptionalLong.of(size + 1L)).withFields(shape.fields());
            return place == null
                    ? executor.pageOrder(limited).flatMap(order -> page(executor, limited.withOrder(order), size, null))
                    : page(executor, limited.withOrder(place.order()), size, place);
        });
    }

    @Override
    public Mono<QueryPlan> explain() {
        return run((executor, spec) -> executor.explain(planned(spec, Long.MAX_VALUE)))
                .map(planned -> new QueryPlan(PlanPrinter.print(planned.plan()), planned.partitions()));
    }

    @Override
    public Mono<QueryAnalysis> analyze() {
        return scope.store()
                .with(open -> scope.executor(open, Deadline.after(settings.timeout()))
                        .analyze(counted -> question.spec(counted).map(spec -> planned(spec, Long.MAX_VALUE)), cap()));
    }

    private Flux<Row> rows(long most) {
        return scope.store()
                .withMany(open -> {
                    Deadline deadline = Deadline.after(settings.timeout());
                    return deadline.guard(question.spec(open))
                            .flatMapMany(spec -> scope.executor(open, deadline).rows(planned(spec, most), cap()));
                })
                .transform(rows -> settings.offset() == 0 ? rows : rows.skip(settings.offset()));
    }

    /** What is left out by the offset counts for the limit. */
    private QuerySpec planned(QuerySpec spec, long most) {
        long limit = Math.min(most, settings.limit().orElse(Long.MAX_VALUE));
        return spec.withFields(shape.fields())
                .withLimit(
                        limit == Long.MAX_VALUE
                                ? OptionalLong.empty()
                                : OptionalLong.of(
                                        limit > Long.MAX_VALUE - settings.offset()
                                                ? limit
                                                : limit + settings.offset()));
    }

    private OptionalLong cap() {
        return settings.cap().isEmpty()
                ? settings.cap()
                : OptionalLong.of(settings.cap().getAsLong() + settings.offset());
    }

    private <V> Mono<V> run(Step<V> step) {
        return scope.store().with(open -> {
            Deadline deadline = Deadline.after(settings.timeout());
            return deadline.guard(question.spec(open)).flatMap(spec -> step.run(scope.executor(open, deadline), spec));
        });
    }

    private Mono<Page<R>> page(QueryExecutor executor, QuerySpec spec, int size, @Nullable Place place) {
        boolean backward = place != null && place.heading() == Heading.BACKWARD;
        SortOrder order = requireNonNull(spec.order());
        Fields fields = spec.fields().with(order);
        QuerySpec directed = spec.withOrder(backward ? order.reversed() : order).withFields(fields);
        return executor.page(directed, place == null ? null : place.position())
                .flatMap(rows ->
                        rows.isEmpty() && backward ? page(executor, spec, size, null) : page(order, rows, size, place));
    }

    /** There is something on the side from which one comes, and on the other one if there was one result too many. */
    private Mono<Page<R>> page(SortOrder order, List<Row> rows, int size, @Nullable Place place) {
        boolean more = rows.size() > size;
        List<Row> content = new ArrayList<>(rows.subList(0, Math.min(size, rows.size())));
        boolean backward = place != null && place.heading() == Heading.BACKWARD;
        if (backward) {
            Collections.reverse(content);
        }
        boolean next = !content.isEmpty() && (backward || more);
        boolean previous = !content.isEmpty() && (backward ? more : place != null);
        Optional<Cursor> after =
                next ? Optional.of(cursor(order, content.get(content.size() - 1), Heading.FORWARD)) : Optional.empty();
        Optional<Cursor> before =
                previous ? Optional.of(cursor(order, content.get(0), Heading.BACKWARD)) : Optional.empty();
        return shape.results(Flux.fromIterable(content))
                .collectList()
                .map(results -> new Page<>(results, after, before));
    }

    private Cursor cursor(SortOrder order, Row row, Heading heading) {
        return scope.cursors().encode(new Place(order, SortPosition.of(order, row), heading));
    }

    @FunctionalInterface
    private interface Step<V> {
        Mono<V> run(QueryExecutor executor, QuerySpec spec);
    }
}
