package dev.cress.query.execute;

import dev.cress.entity.EntityLifecycle;
import dev.cress.entity.OpenStore;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.page.BatchSource;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.PartitionTerm;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.plan.Resolve;
import dev.cress.query.plan.SortOrder;
import dev.cress.query.predicate.RowTest;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One run of a plan, for one subscription.
 *
 * @param store where the entities are
 * @param lifecycle is told of rows that cannot be read
 * @param spec what was asked
 * @param limit how many results there may be
 * @param after after which place to begin; null for the beginning
 * @param meter is told what each step does
 * @param verified is told how many candidates turn out to be results
 */
record PlanRun(
        OpenStore<?> store,
        EntityLifecycle<?> lifecycle,
        QuerySpec spec,
        ResultLimit limit,
        @Nullable SortPosition after,
        PlanMeter meter,
        RowReader.Verified verified) {

    /** The rows of a plan; what it resolves beforehand is in the question already. */
    BatchSource<Row> source(PlanNode plan) {
        if (plan instanceof Resolve resolve) {
            return source(resolve.input());
        }
        return meter.rows(plan, plan instanceof PlanNode.Cover cover ? covered(cover) : read(plan));
    }

    /** The rows of a page: in order by what is stored, even if the index has it, since rows may have moved within that; by id as they are found, since ids do not. */
    BatchSource<Row> page(PlanNode plan) {
        if (plan instanceof Resolve resolve) {
            return page(resolve.input());
        }
        SortOrder order = Objects.requireNonNull(spec.order());
        return plan instanceof PlanNode.Fetch fetch
                        && !(fetch.input() instanceof PlanNode.Sort)
                        && !order.keys().isEmpty()
                ? top(fetch.input(), order, after)
                : source(plan);
    }

    private BatchSource<Row> covered(PlanNode.Cover cover) {
        HitSources sources =
                cover.input() instanceof PlanNode.Probe ? hits(after).alternatives() : hits(after);
        return new CoveredRows(cover.input().accept(sources), this::matching, limit);
    }

    private Mono<List<Hit>> matching(List<Hit> doubtful) {
        List<Property> read = Fields.NONE.read(spec.model(), spec.predicate(), null);
        return store.read(doubtful.stream().map(Hit::located).toList(), read)
                .map(rows -> IntStream.range(0, rows.size())
                        .filter(i -> matches(rows.get(i)))
                        .mapToObj(doubtful::get)
                        .toList());
    }

    private boolean matches(@Nullable Row row) {
        try {
            return row != null && RowTest.matches(spec.predicate(), row);
        } catch (StoredDataException e) {
            lifecycle.leaveOut(row, e);
            return false;
        }
    }

    private BatchSource<Row> read(PlanNode plan) {
        PlanNode input = plan instanceof PlanNode.Fetch fetch ? fetch.input() : plan;
        return input instanceof PlanNode.Sort sort
                ? meter.rows(sort, top(sort.input(), sort.order(), null))
                : new RowStream(reader(input, after), limit);
    }

    /** @param from where the candidates begin, if they come in the order */
    private BatchSource<Row> top(PlanNode input, SortOrder order, @Nullable SortPosition from) {
        return new TopRows(reader(input, from), order, CandidateOrder.of(input, order), limit, after);
    }

    private RowReader reader(PlanNode input, @Nullable SortPosition from) {
        return new RowReader(
                store,
                lifecycle,
                input.accept(hits(from)),
                spec.predicate(),
                spec.fields().read(spec.model(), spec.predicate(), spec.order()),
                meter.verified(input).and(verified));
    }

    private HitSources hits(@Nullable SortPosition from) {
        AskedPartitions asked = AskedPartitions.of(store, PartitionTerm.of(spec).orElse(null));
        return new HitSources(store, spec.order(), from, asked, meter);
    }
}
