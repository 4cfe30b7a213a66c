package dev.cress.benchmarks.contestant;

import dev.cress.benchmarks.model.Restaurant;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Hand-written Lettuce with what Cress keeps: differences of fields and indexes, version check, event, doorbell; by scripts for this one type. */
public final class RawFull extends RawBatched {

    private byte[] saveScript = RawSchema.EMPTY;
    private byte[] deleteScript = RawSchema.EMPTY;
    private final AtomicReference<String> position = new AtomicReference<>("0-0");

    /**
     * A contestant.
     *
     * @param uri of the server
     */
    public RawFull(String uri) {
        super("raw Lettuce with version, differences and event", uri, "full:");
    }

    @Override
    public Set<Work> works() {
        return EnumSet.of(
                Work.SAVE_ONE_BY_ONE,
                Work.SAVE_IN_FLIGHT,
                Work.SAVE_BULK,
                Work.UPDATE,
                Work.DELETE,
                Work.WRITE_TO_EVENT);
    }

    @Override
    public void open() {
        super.open();
        saveScript = load("full-save");
        deleteScript = load("full-delete");
    }

    @Override
    Command<byte[], byte[], ?> saving(Restaurant r) {
        CommandArgs<byte[], byte[]> args = evalsha(saveScript, keys(r.id()))
                .add(r.id())
                .add(r.version() == 0 ? "" : Long.toString(r.version()))
                .add(schema.prefix())
                .add(schema.key("changed"));
        RawSchema.FIELDS.forEach(args::add);
        RawSchema.values(r).forEach(args::add);
        return new Command<>(CommandType.EVALSHA, new ArrayOutput<>(CODEC), args);
    }

    @Override
    Command<byte[], byte[], List<byte[]>> reading(byte[] key) {
        Command<byte[], byte[], List<byte[]>> reading = super.reading(key);
        Objects.requireNonNull(reading.getArgs()).add(RawSchema.VERSION);
        return reading;
    }

    @Override
    Command<byte[], byte[], ?> pricing(Restaurant restaurant, int price) {
        return saving(restaurant.withPrice(price));
    }

    @Override
    Command<byte[], byte[], ?> deleting(String id) {
        CommandArgs<byte[], byte[]> args =
                evalsha(deleteScript, keys(id)).add(id).add(schema.prefix()).add(schema.key("changed"));
        RawSchema.INDEXED.forEach(args::add);
        return new Command<>(CommandType.EVALSHA, new IntegerOutput<>(CODEC), args);
    }

    private List<byte[]> keys(String id) {
        return List.of(
                schema.hash(id),
                schema.key("meta"),
                schema.key("stream"),
                schema.key("ids"),
                schema.key("rating"),
                schema.key("price"),
                schema.key("location"));
    }

    @Override
    public Mono<Disposable> listen() {
        return last().then(subscribe(schema.key("changed"), message -> read().subscribe()));
    }

    private Mono<Void> last() {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(CODEC)
                .addKey(schema.key("stream"))
                .add("+")
                .add("-")
                .add("COUNT")
                .add(1);
        return send(new Command<>(CommandType.XREVRANGE, new NestedMultiOutput<>(CODEC), args))
                .doOnNext(entries -> entries.forEach(entry -> position.set(id((List<?>) entry))))
                .then();
    }

    private Mono<Void> read() {
        return Mono.defer(() -> {
            CommandArgs<byte[], byte[]> args = new CommandArgs<>(CODEC)
                    .addKey(schema.key("stream"))
                    .add("(" + position.get())
                    .add("+");
            return send(new Command<>(CommandType.XRANGE, new NestedMultiOutput<>(CODEC), args))
                    .doOnNext(entries -> entries.forEach(entry -> event((List<?>) entry)))
                    .then();
        });
    }

    private void event(List<?> entry) {
        position.set(id(entry));
        List<?> fields = (List<?>) Objects.requireNonNull(entry.get(1));
        arrivals.arrived(text(fields.get(3)));
    }

    private static String id(List<?> entry) {
        return text(entry.get(0));
    }

    private static String text(@Nullable Object bytes) {
        return new String((byte[]) Objects.requireNonNull(bytes), StandardCharsets.US_ASCII);
    }
}
