package dev.cress.benchmarks.jmh;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.benchmarks.model.Restaurants;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What do an entity's texts cost, and an entity from its texts? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class MappingBenchmark {

    private final EntityModel<Restaurant> model = EntityModel.of(Restaurant.class);
    private final Restaurant restaurant = Restaurants.MADE.number(7);
    private final Row row = new Row(model.id(restaurant), 1, model.texts(restaurant));

    /** {@return the texts} */
    @Benchmark
    public byte @Nullable [][] write() {
        return model.texts(restaurant);
    }

    /** {@return the entity} */
    @Benchmark
    public Restaurant read() {
        return model.entity(row);
    }
}
