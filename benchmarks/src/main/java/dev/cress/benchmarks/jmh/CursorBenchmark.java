package dev.cress.benchmarks.jmh;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.benchmarks.model.Restaurants;
import dev.cress.connection.Direction;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.query.execute.SortPosition;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import java.util.Comparator;
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

/** What does the place of a row in an order cost, which is what a cursor says and what rows are sorted by? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class CursorBenchmark {

    private final EntityModel<Restaurant> model = EntityModel.of(Restaurant.class);
    private final Restaurant center = Restaurants.MADE.number(8);
    private final Row row = row(Restaurants.MADE.number(7));
    private final SortOrder dearestFirst =
            SortOrder.BY_ID.then(new SortKey.ByValue(model.property("price").orElseThrow(), Direction.DESCENDING));
    private final SortOrder nearestFirst = SortOrder.BY_ID.then(
            new SortKey.ByDistance(model.property("location").orElseThrow(), center.location(), Direction.ASCENDING));
    private final Comparator<SortPosition> comparator = SortPosition.comparator(dearestFirst);
    private final SortPosition one = SortPosition.of(dearestFirst, row);
    private final SortPosition other = SortPosition.of(dearestFirst, row(center));

    private Row row(Restaurant restaurant) {
        return new Row(model.id(restaurant), 1, model.texts(restaurant));
    }

    /** {@return the place among prices} */
    @Benchmark
    public SortPosition byPrice() {
        return SortPosition.of(dearestFirst, row);
    }

    /** {@return the place among distances} */
    @Benchmark
    public SortPosition byDistance() {
        return SortPosition.of(nearestFirst, row);
    }

    /** {@return which of two comes first} */
    @Benchmark
    public int compare() {
        return comparator.compare(one, other);
    }
}
