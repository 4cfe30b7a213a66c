package dev.cress.benchmarks.contestant;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.geo.GeoPoint;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ValueScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.DoubleListOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.output.ValueScanOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The limit: Lettuce by hand, commands in batches that leave in one write, positional reads, no framework. Its save is one script that writes the hash and
 * the indexes, without looking at what was stored: no version, no event, and an index entry of an old value stays.
 */
public class RawBatched extends Contestant {

    /** Four batches under way: the next one is on its way while the last is read. */
    static final int BATCH = IN_FLIGHT / 4;

    static final int READ_BATCH = 512;
    static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;

    final RawSchema schema;
    private final String uri;
    final Arrivals arrivals = new Arrivals();
    private @Nullable RedisClient client;
    private @Nullable StatefulRedisConnection<byte[], byte[]> connection;
    private byte[] channel = RawSchema.EMPTY;
    private byte[] saveScript = RawSchema.EMPTY;
    private byte[] deleteScript = RawSchema.EMPTY;
    private byte[] priceScript = RawSchema.EMPTY;

    /**
     * A contestant.
     *
     * @param uri of the server
     */
    public RawBatched(String uri) {
        this("raw Lettuce, batched", uri, "raw:");
    }

    RawBatched(String name, String uri, String prefix) {
        super(name);
        this.uri = uri;
        this.schema = new RawSchema(prefix);
    }

    @Override
    public Set<Work> works() {
        return EnumSet.allOf(Work.class);
    }

    @Override
    public void open() {
        client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .build());
        connection = client.connect(CODEC);
        saveScript = load("raw-save");
        deleteScript = load("raw-delete");
        priceScript = load("raw-price");
    }

    byte[] load(String script) {
        return RawSchema.bytes(connection().sync().scriptLoad(RawSchema.bytes(RawSchema.script(script))));
    }

    StatefulRedisConnection<byte[], byte[]> connection() {
        return Objects.requireNonNull(connection);
    }

    @Override
    public void close() {
        Objects.requireNonNull(client).shutdown();
    }

    @Override
    public Publisher<?> save(Restaurant restaurant) {
        return send(saving(restaurant));
    }

    @Override
    public Mono<Void> saveEach(List<Restaurant> restaurants, int inFlight, Latencies latencies) {
        return batches(restaurants, inFlight, latencies, this::saving).then();
    }

    @Override
    public Mono<Void> saveBulk(List<Restaurant> restaurants) {
        return saveEach(restaurants, 1_024, new Latencies());
    }

    Command<byte[], byte[], ?> saving(Restaurant r) {
        List<byte[]> keys = List.of(
                schema.hash(r.id()),
                schema.key("ids"),
                schema.set("cuisine", r.cuisine()),
                schema.set("city", r.city()),
                schema.set("active", r.active()),
                schema.key("rating"),
                schema.key("price"),
                schema.key("location"));
        CommandArgs<byte[], byte[]> args = evalsha(saveScript, keys)
                .add(r.id())
                .add(r.rating())
                .add(r.price())
                .add(r.location().longitude())
                .add(r.location().latitude())
                .add(channel);
        List<byte[]> values = RawSchema.values(r);
        for (int i = 0; i < values.size(); i++) {
            args.add(RawSchema.FIELDS.get(i)).add(values.get(i));
        }
        return new Command<>(CommandType.EVALSHA, new IntegerOutput<>(CODEC), args);
    }

    static CommandArgs<byte[], byte[]> evalsha(byte[] sha1, List<byte[]> keys) {
        return new CommandArgs<>(CODEC).add(sha1).add(keys.size()).addKeys(keys);
    }

    @Override
    public Publisher<Restaurant> findById(String id) {
        return send(reading(schema.hash(id))).mapNotNull(RawSchema::restaurant);
    }

    @Override
    public Flux<Restaurant> findEach(List<String> ids, int inFlight, Latencies latencies) {
        return batches(ids, inFlight, latencies, id -> reading(schema.hash(id)))
                .concatMapIterable(RawBatched::restaurants);
    }

    Command<byte[], byte[], List<byte[]>> reading(byte[] key) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(CODEC).addKey(key);
        RawSchema.FIELDS.forEach(args::add);
        return new Command<>(CommandType.HMGET, new ValueListOutput<>(CODEC), args);
    }

    @Override
    public Flux<Restaurant> byCuisine(String cuisine) {
        return members(schema.set("cuisine", cuisine)).flatMapMany(this::hydrate);
    }

    Mono<List<byte[]>> members(byte[] set) {
        return send(new Command<>(
                CommandType.SMEMBERS, new ValueListOutput<>(CODEC), new CommandArgs<>(CODEC).addKey(set)));
    }

    /** The next batch is asked for while the last is decoded. */
    Flux<Restaurant> hydrate(List<byte[]> ids) {
        return Flux.range(0, (ids.size() + READ_BATCH - 1) / READ_BATCH)
                .flatMapSequential(
                        batch -> sendAll(
                                ids.subList(batch * READ_BATCH, Math.min(ids.size(), (batch + 1) * READ_BATCH)).stream()
                                        .<Command<byte[], byte[], ?>>map(id -> reading(schema.hash(id)))
                                        .toList()),
                        2)
                .concatMapIterable(RawBatched::restaurants);
    }

    @SuppressWarnings("unchecked")
    static List<Restaurant> restaurants(List<?> replies) {
        List<Restaurant> restaurants = new ArrayList<>(replies.size());
        for (Object reply : replies) {
            Restaurant restaurant = RawSchema.restaurant((List<byte @Nullable []>) reply);
            if (restaurant != null) {
                restaurants.add(restaurant);
            }
        }
        return restaurants;
    }

    @Override
    public Flux<Restaurant> dearest(int from, int to, int limit) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(CODEC)
                .addKey(schema.key("price"))
                .add(to)
                .add(from)
                .add("LIMIT")
                .add(0)
                .add(limit);
        return send(new Command<>(CommandType.ZREVRANGEBYSCORE, new ValueListOutput<>(CODEC), args))
                .flatMapMany(this::hydrate);
    }

    @Override
    public Flux<Restaurant> byCuisineAndRating(String cuisine, double rating) {
        return members(schema.set("cuisine", cuisine)).flatMapMany(ids -> {
            if (ids.isEmpty()) {
                return Flux.empty();
            }
            CommandArgs<byte[], byte[]> args = new CommandArgs<>(CODEC).addKey(schema.key("rating"));
            ids.forEach(args::add);
            return send(new Command<>(CommandType.ZMSCORE, new DoubleListOutput<>(CODEC), args))
                    .flatMapMany(scores -> hydrate(atLeast(rating, ids, scores)));
        });
    }

    static List<byte[]> atLeast(double rating, List<byte[]> ids, List<Double> scores) {
        List<byte[]> passing = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Double score = scores.get(i);
            if (score != null && score >= rating) {
                passing.add(ids.get(i));
            }
        }
        return passing;
    }

    @Override
    public Flux<Restaurant> near(GeoPoint center, double metres) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(CODEC)
                .addKey(schema.key("location"))
                .add("FROMLONLAT")
                .add(center.longitude())
                .add(center.latitude())
                .add("BYRADIUS")
                .add(metres)
                .add("m")
                .add("ASC");
        return send(new Command<>(CommandType.GEOSEARCH, new ValueListOutput<>(CODEC), args))
                .flatMapMany(this::hydrate);
    }

    @Override
    public Flux<Restaurant> all() {
        return scan(RawSchema.bytes("0"))
                .expand(page -> page.isFinished() ? Mono.empty() : scan(RawSchema.bytes(page.getCursor())))
                .concatMap(page -> hydrate(page.getValues()), 1);
    }

    private Mono<ValueScanCursor<byte[]>> scan(byte[] cursor) {
        return send(new Command<>(
                CommandType.SSCAN,
                new ValueScanOutput<>(CODEC),
                new CommandArgs<>(CODEC)
                        .addKey(schema.key("ids"))
                        .add(cursor)
                        .add("COUNT")
                        .add(READ_BATCH)));
    }

    @Override
    public Publisher<?> changePrice(Restaurant restaurant, int price) {
        return send(pricing(restaurant, price));
    }

    @Override
    public Mono<Void> changeEach(
            List<Restaurant> restaurants, Function<Restaurant, Integer> price, int inFlight, Latencies latencies) {
        return batches(restaurants, inFlight, latencies, restaurant -> pricing(restaurant, price.apply(restaurant)))
                .then();
    }

    Command<byte[], byte[], ?> pricing(Restaurant restaurant, int price) {
        List<byte[]> keys = List.of(schema.hash(restaurant.id()), schema.key("price"));
        return new Command<>(
                CommandType.EVALSHA,
                new IntegerOutput<>(CODEC),
                evalsha(priceScript, keys).add(restaurant.id()).add(price));
    }

    @Override
    public Publisher<?> delete(String id) {
        return send(deleting(id));
    }

    @Override
    public Mono<Void> deleteEach(List<String> ids, int inFlight, Latencies latencies) {
        return batches(ids, inFlight, latencies, this::deleting).then();
    }

    Command<byte[], byte[], ?> deleting(String id) {
        List<byte[]> keys = List.of(
                schema.hash(id), schema.key("ids"), schema.key("rating"), schema.key("price"), schema.key("location"));
        return new Command<>(
                CommandType.EVALSHA,
                new IntegerOutput<>(CODEC),
                evalsha(deleteScript, keys).add(id).add(schema.prefix()));
    }

    @Override
    public Mono<Disposable> listen() {
        channel = schema.key("saved");
        return subscribe(channel, message -> arrivals.arrived(new String(message, StandardCharsets.UTF_8)));
    }

    Mono<Disposable> subscribe(byte[] toChannel, Consumer<byte[]> onMessage) {
        return Mono.<Disposable>fromCallable(() -> {
                    StatefulRedisPubSubConnection<byte[], byte[]> listening =
                            Objects.requireNonNull(client).connectPubSub(CODEC);
                    listening.addListener(new RedisPubSubAdapter<>() {
                        @Override
                        public void message(byte[] from, byte[] message) {
                            onMessage.accept(message);
                        }
                    });
                    listening.sync().subscribe(toChannel);
                    return listening::close;
                })
                .subscribeOn(Schedulers.boundedElastic()); // connecting blocks
    }

    @Override
    public Mono<Void> saveAndReceive(Restaurant restaurant) {
        return arrivals.after(restaurant.id(), send(saving(restaurant)));
    }

    /** Batches under way, at most {@code inFlight} commands in all. */
    <V> Flux<List<?>> batches(
            List<V> inputs,
            int inFlight,
            Latencies latencies,
            Function<V, ? extends Command<byte[], byte[], ?>> command) {
        int size = Math.max(1, Math.min(inFlight / 4, inputs.size()));
        return Flux.range(0, (inputs.size() + size - 1) / size)
                .flatMapSequential(
                        batch -> Mono.defer(() -> {
                            long begun = System.nanoTime();
                            List<V> part = inputs.subList(batch * size, Math.min(inputs.size(), (batch + 1) * size));
                            return sendAll(part.stream()
                                            .<Command<byte[], byte[], ?>>map(command)
                                            .toList())
                                    .doOnNext(done -> latencies.record(begun, part.size()));
                        }),
                        Math.max(1, inFlight / size));
    }

    @SuppressWarnings("unchecked")
    <O> Mono<O> send(Command<byte[], byte[], O> command) {
        return Mono.create(sink -> dispatch(
                List.of(command),
                sink::error,
                replies -> sink.success((O) replies.get(0).get())));
    }

    Mono<List<?>> sendAll(List<Command<byte[], byte[], ?>> commands) {
        return Mono.create(sink -> dispatch(commands, sink::error, replies -> {
            List<Object> values = new ArrayList<>(replies.size());
            replies.forEach(reply -> values.add(reply.get()));
            sink.success(values);
        }));
    }

    @SuppressWarnings("unchecked")
    private void dispatch(
            List<Command<byte[], byte[], ?>> commands,
            Consumer<Throwable> onFailure,
            Consumer<List<CommandOutput<byte[], byte[], ?>>> onReplies) {
        AtomicInteger missing = new AtomicInteger(commands.size());
        List<CommandOutput<byte[], byte[], ?>> outputs = new ArrayList<>(commands.size());
        List<RedisCommand<byte[], byte[], ?>> sent = new ArrayList<>(commands.size());
        for (Command<byte[], byte[], ?> command : commands) {
            outputs.add(command.getOutput());
            AsyncCommand<byte[], byte[], Object> async =
                    new AsyncCommand<>((RedisCommand<byte[], byte[], Object>) command);
            async.onComplete((value, failure) -> {
                if (failure != null) {
                    onFailure.accept(failure);
                } else if (missing.decrementAndGet() == 0) {
                    onReplies.accept(outputs);
                }
            });
            sent.add(async);
        }
        connection().dispatch(sent);
    }
}
