package dev.cress.benchmarks.jmh;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.connection.Direction;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.plan.Cardinalities;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.plan.Planner;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.plan.QuerySpec.ScanPolicy;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import dev.cress.query.predicate.CriteriaBinder;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.rewrite.Rewriter;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does a question cost before anything is sent? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class PlanningBenchmark {

    private static final GeoPoint NOWHERE = new GeoPoint(0, 0);

    private final EntityModel<Restaurant> model = EntityModel.of(Restaurant.class);
    private final SortOrder dearestFirst =
            SortOrder.BY_ID.then(new SortKey.ByValue(model.property("price").orElseThrow(), Direction.DESCENDING));
    private final Cardinalities sizes = new Cardinalities(100_000, Map.of());

    /** {@return the criteria, as users write them} */
    @Benchmark
    public Criteria<Restaurant> criteria() {
        return Criteria.where(Restaurant::cuisine)
                .is("thai")
                .and(Criteria.where(Restaurant::price).between(1_000, 5_000));
    }

    /** {@return the plan of criteria that are new each time} */
    @Benchmark
    public PlanNode plan() {
        Predicate predicate = Rewriter.simplify(CriteriaBinder.bind(model, criteria(), around -> NOWHERE));
        return Planner.plan(
                new QuerySpec(model, predicate, dearestFirst, OptionalLong.of(100), ScanPolicy.REFUSE, Fields.ALL),
                sizes);
    }
}
