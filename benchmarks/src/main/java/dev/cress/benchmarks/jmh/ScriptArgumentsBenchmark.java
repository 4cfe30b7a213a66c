package dev.cress.benchmarks.jmh;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.benchmarks.model.Restaurants;
import dev.cress.mapping.EntityModel;
import dev.cress.script.entity.SaveMode;
import dev.cress.script.entity.SaveScript;
import dev.cress.script.entity.WriteContext;
import dev.cress.script.entity.WriteSchema;
import java.util.List;
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

/** What do a save's arguments cost, index entries included, when the texts are there? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ScriptArgumentsBenchmark {

    private final EntityModel<Restaurant> model = EntityModel.of(Restaurant.class);
    private final Restaurant restaurant = Restaurants.MADE.number(7);
    private final byte[] id = model.id(restaurant);
    private final byte[] @Nullable [] texts = model.texts(restaurant);
    private final WriteContext context = new WriteContext(1, 100_000, "cress:bell", 0);
    private final SaveScript script = new SaveScript(new WriteSchema(
            model.fieldNames(),
            model.indexes().all().stream().map(index -> index.argument()).toList()));

    /** {@return the arguments} */
    @Benchmark
    public List<byte[]> arguments() {
        return script.arguments(context, SaveMode.UPSERT, null, id, texts);
    }
}
