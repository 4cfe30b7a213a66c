package dev.cress.query.execute;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.entity.EntityLifecycle;
import dev.cress.entity.OpenStore;
import dev.cress.mapping.Row;
import dev.cress.page.BatchSource;
import dev.cress.page.PagedFlux;
import dev.cress.query.plan.AccessPath;
import dev.cress.query.plan.AccessPaths;
import dev.cress.query.plan.Cardinalities;
import dev.cress.query.plan.CountEntries;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.plan.PlanOrder;
import dev.cress.query.plan.PlanPrinter;
import dev.cress.query.plan.Planner;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.plan.SortOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers questions: asks for sizes where they decide, plans, and runs the plan. */
public final class QueryExecutor {

    /** Many values in many partitions are more than may wait at a time. */
    private static final int COUNTS_IN_FLIGHT = 1_000;

    private final OpenStore<?> store;
    private final EntityLifecycle<?> lifecycle;
    private final Deadline deadline;
    private final QueryMeters meters;

    /**
     * An executor.
     *
     * @param store where the entities are
     * @param lifecycle is told of rows that cannot be read
     * @param deadline when it is to be over
     * @param meters what is measured
     */
    public QueryExecutor(OpenStore<?> store, EntityLifecycle<?> lifecycle, Deadline deadline, QueryMeters meters) {
        this.store = store;
        this.lifecycle = lifecycle;
        this.deadline = deadline;
        this.meters = meters;
    }

    /**
     * Streams rows.
     *
     * @param spec the question
     * @param cap when a question without a limit fails
     * @return a cold stream, whose pages are fetched on demand
     */
    public Flux<Row> rows(QuerySpec spec, OptionalLong cap) {
        return sizes(spec).flatMapMany(sizes -> {
            PlanNode plan = Planner.plan(spec, sizes);
            return rows(plan, spec, new ResultLimit(spec.limit(), cap), PlanMeter.NONE);
        });
    }

    private Flux<Row> rows(PlanNode plan, QuerySpec spec, ResultLimit limit, PlanMeter meter) {
        return PagedFlux.of(() -> {
            PlanRun run = new PlanRun(store, lifecycle, spec, limit, null, meter, meters.begun(plan));
            return guarded(run.source(plan));
        });
    }

    /**
     * Reads rows of which others can go on behind the last: of what does not move meanwhile, none lies between them that is not among them.
     *
     * @param spec the question, which has an order and a limit
     * @param after behind which place to begin, in the order of the question; null for the beginning
     * @return a cold publisher of the rows, in the order
     */
    public Mono<List<Row>> page(QuerySpec spec, @Nullable SortPosition after) {
        SortOrder order = Objects.requireNonNull(spec.order());
        ResultLimit limit = new ResultLimit(spec.limit(), OptionalLong.empty());
        return sizes(spec)
                .flatMapMany(sizes -> {
                    PlanNode plan = Planner.plan(spec, sizes);
                    return PagedFlux.of(() -> {
                        PlanRun run =
                                new PlanRun(store, lifecycle, spec, limit, after, PlanMeter.NONE, meters.begun(plan));
                        return guarded(run.page(plan));
                    });
                })
                .collectList()
                .map(rows -> order.keys().isEmpty() ? byId(order, rows) : rows);
    }

    /** What has changed over to another alternative comes late. */
    private static List<Row> byId(SortOrder order, List<Row> rows) {
        Comparator<Row> ascending = Comparator.comparing(Row::id, Arrays::compareUnsigned);
        return rows.stream()
                .sorted(order.idDirection() == Direction.ASCENDING ? ascending : ascending.reversed())
                .toList();
    }

    private BatchSource<Row> guarded(BatchSource<Row> source) {
        return demand -> deadline.guard(source.next(demand));
    }

    /**
     * Counts.
     *
     * @param spec the question; order and limit do not matter
     * @return a cold publisher of one number
     */
    public Mono<Long> count(QuerySpec spec) {
        return sizes(spec).flatMap(sizes -> {
            PlanNode plan = Planner.planCount(spec, sizes);
            if (plan instanceof CountEntries count) {
                meters.begun(plan);
                return countEntries(count);
            }
            QuerySpec counted = spec.withoutOrder().withFields(Fields.NONE);
            ResultLimit all = new ResultLimit(OptionalLong.empty(), OptionalLong.empty());
            return rows(plan, counted, all, PlanMeter.NONE).count();
        });
    }

    /**
     * Runs a question to its end and tells what each step did.
     *
     * @param question makes the question, from a store whose requests are counted
     * @param cap when a question without a limit fails
     * @return a cold publisher of what was seen
     */
    public Mono<QueryAnalysis> analyze(Function<OpenStore<?>, Mono<QuerySpec>> question, OptionalLong cap) {
        return Mono.defer(() -> {
            CountingExecutor counter = new CountingExecutor(store.executor());
            QueryExecutor counted =
                    new QueryExecutor(store.withExecutor(counter), lifecycle, deadline, QueryMeters.NONE);
            PlanMeter meter = new PlanMeter(counter::roundTrips);
            long begun = System.nanoTime();
            return deadline.guard(question.apply(counted.store))
                    .flatMap(spec -> CardinalityProbe.ask(counted.store, spec).flatMap(sizes -> {
                        PlanNode plan = Planner.plan(spec, sizes);
                        return counted.rows(plan, spec, new ResultLimit(spec.limit(), cap), meter)
                                .count()
                                .map(results -> new QueryAnalysis(
                                        PlanPrinter.print(plan, meter::describe),
                                        results,
                                        meter.discarded(),
                                        meter.partitions(),
                                        counter.roundTrips(),
                                        Duration.ofNanos(System.nanoTime() - begun)));
                    }));
        });
    }

    /**
     * Finds ids, and tells how.
     *
     * @param spec the question, which has a limit
     * @return a cold publisher of what was found
     */
    public Mono<FoundIds> ids(QuerySpec spec) {
        ResultLimit limit = new ResultLimit(spec.limit(), OptionalLong.empty());
        return sizes(spec).flatMap(sizes -> {
            PlanNode plan = Planner.plan(spec, sizes);
            return rows(plan, spec, limit, PlanMeter.NONE)
                    .map(Row::id)
                    .collectList()
                    .map(ids -> new FoundIds(plan, ids));
        });
    }

    /**
     * Ids.
     *
     * @param plan how they were found
     * @param ids their bytes
     */
    public record FoundIds(PlanNode plan, List<byte[]> ids) {}

    /**
     * Plans without running.
     *
     * @param spec the question
     * @return a cold publisher of the plan, with the sizes that there are now
     */
    public Mono<Planned> explain(QuerySpec spec) {
        return deadline.guard(CardinalityProbe.ask(store, spec)).map(sizes -> planned(spec, sizes));
    }

    /** Who would be asked shows as the steps are put together; nothing runs. */
    private Planned planned(QuerySpec spec, Cardinalities sizes) {
        PlanNode plan = Planner.plan(spec, sizes);
        PlanMeter meter = new PlanMeter(() -> 0);
        ResultLimit limit = new ResultLimit(spec.limit(), OptionalLong.empty());
        new PlanRun(store, lifecycle, spec, limit, null, meter, (candidates, results) -> {}).source(plan);
        return new Planned(plan, meter.partitions());
    }

    /**
     * What would be done.
     *
     * @param plan how
     * @param partitions how many would be asked
     */
    public record Planned(PlanNode plan, int partitions) {}

    /**
     * The order in which a question's results can be paged: its own, or that of the best plan when it has none.
     *
     * @param spec the question
     * @return a cold publisher of the order
     */
    public Mono<SortOrder> pageOrder(QuerySpec spec) {
        return spec.order() != null
                ? Mono.just(spec.order())
                : sizes(spec).map(sizes -> PlanOrder.natural(Planner.plan(spec, sizes)));
    }

    private Mono<Cardinalities> sizes(QuerySpec spec) {
        return AccessPaths.matter(spec)
                ? deadline.guard(CardinalityProbe.ask(store, spec))
                : Mono.just(new Cardinalities(0, Map.of()));
    }

    private Mono<Long> countEntries(CountEntries count) {
        AccessPath.Ordered path = count.path();
        return path == null
                ? deadline.guard(store.count())
                : countEntries(
                        path, AskedPartitions.of(store, count.partitions()).numbers());
    }

    private Mono<Long> countEntries(AccessPath.Ordered path, Iterable<Integer> partitions) {
        List<Request<Long>> requests = new ArrayList<>();
        for (int p : partitions) {
            byte[] key = store.keys()
                    .partition(p)
                    .index(path.index().form(), path.index().name());
            for (ByteRange range : path.bytes()) {
                requests.add(Requests.countInRange(key, range));
            }
        }
        return Flux.fromIterable(requests)
                .buffer(COUNTS_IN_FLIGHT)
                .concatMap(some -> deadline.guard(store.executor().executeAll(Role.READ, some)))
                .reduce(
                        0L,
                        (sum, counts) ->
                                sum + counts.stream().mapToLong(Long::longValue).sum());
    }
}
