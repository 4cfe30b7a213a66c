package dev.cress.benchmarks.contestant;

import dev.cress.benchmarks.model.Restaurant;
import io.lettuce.core.Value;
import io.lettuce.core.output.StreamingOutput;
import io.lettuce.core.protocol.Command;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hand-written Lettuce as most write it: its reactive API, one command for each element, joined by {@code flatMap}. */
public final class RawReactive extends RawBatched {

    private static final byte[][] FIELDS = RawSchema.FIELDS.toArray(byte[][]::new);

    /**
     * A contestant.
     *
     * @param uri of the server
     */
    public RawReactive(String uri) {
        super("raw Lettuce, reactive", uri, "rea:");
    }

    @Override
    public Set<Work> works() {
        return EnumSet.complementOf(EnumSet.of(Work.WRITE_TO_EVENT));
    }

    @Override
    @SuppressWarnings("unchecked")
    <O> Mono<O> send(Command<byte[], byte[], O> command) {
        Flux<Object> replies =
                connection().reactive().dispatch(command.getType(), command.getOutput(), command.getArgs());
        return (Mono<O>)
                (command.getOutput() instanceof StreamingOutput ? replies.collectList() : replies.singleOrEmpty());
    }

    @Override
    <V> Flux<List<?>> batches(
            List<V> inputs,
            int inFlight,
            Latencies latencies,
            Function<V, ? extends Command<byte[], byte[], ?>> command) {
        return Flux.fromIterable(inputs)
                .flatMap(
                        latencies.<V, List<?>>timing(
                                input -> send(command.apply(input)).map(List::of)),
                        inFlight);
    }

    @Override
    public Mono<Restaurant> findById(String id) {
        return read(schema.hash(id));
    }

    @Override
    public Flux<Restaurant> findEach(List<String> ids, int inFlight, Latencies latencies) {
        return Flux.fromIterable(ids).flatMap(latencies.<String, Restaurant>timing(this::findById), inFlight);
    }

    @Override
    Flux<Restaurant> hydrate(List<byte[]> ids) {
        return Flux.fromIterable(ids).flatMapSequential(id -> read(schema.hash(id)), IN_FLIGHT);
    }

    private Mono<Restaurant> read(byte[] key) {
        return connection()
                .reactive()
                .hmget(key, FIELDS)
                .collectList()
                .mapNotNull(values -> RawSchema.restaurant(texts(values)));
    }

    private static List<byte @Nullable []> texts(List<? extends Value<byte[]>> values) {
        List<byte @Nullable []> texts = new ArrayList<>(values.size());
        values.forEach(value -> texts.add(value.getValueOrElse(null)));
        return texts;
    }
}
