package dev.cress.query;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.benchmarks.model.Restaurants;
import dev.cress.connection.Direction;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.query.CursorCodec.Heading;
import dev.cress.query.CursorCodec.Place;
import dev.cress.query.execute.SortPosition;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
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

/** What does a cursor cost, made for a page and read from a request? In the package of what it measures, which nobody else may see. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CursorBenchmark {

    private final EntityModel<Restaurant> model = EntityModel.of(Restaurant.class);
    private final Restaurant restaurant = Restaurants.MADE.number(7);
    private final Row row = new Row(model.id(restaurant), 1, model.texts(restaurant));
    private final SortOrder dearestFirst =
            SortOrder.BY_ID.then(new SortKey.ByValue(model.property("price").orElseThrow(), Direction.DESCENDING));
    private final CursorCodec codec = new CursorCodec(CursorSeal.CHECKSUM);
    private final String text = write();

    /** {@return the cursor behind a row} */
    @Benchmark
    public final String write() {
        return codec.encode(new Place(dearestFirst, SortPosition.of(dearestFirst, row), Heading.FORWARD))
                .toString();
    }

    /** {@return the place of a cursor} */
    @Benchmark
    public Object read() {
        return codec.decode(model, Cursor.parse(text));
    }
}
