package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Random operations of concurrent clients, each outcome compared with a model while they run; now and then all pause, and the whole
 * store is compared with the model, the layout document and the change feed.
 *
 * <p>{@code -Dcress.seed=} repeats a run (the operations are the same, the interleaving of the clients is not),
 * {@code -Dcress.operations=} sets the number of operations of all cases together.
 */
@Order(0)
@RedisTest
class RandomOperationsIT {

    private static final Logger log = LoggerFactory.getLogger(RandomOperationsIT.class);

    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final int OPERATIONS = Integer.getInteger("cress.operations", 50_100);
    private static final int TOPOLOGIES = 2;
    private static final int CLIENTS = 4;
    private static final int WORKERS = 24;
    private static final int BARRIERS = 2;
    private static final int QUERIES = 5;
    /** No reply may seem lost on a busy machine: the model could not know whether the write happened. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final RedisEnvironment environment;
    private final String namespace;

    RandomOperationsIT(RedisEnvironment environment) {
        this.environment = environment;
        this.namespace = environment.newNamespace();
    }

    @ParameterizedTest(name = "{0} partitions, {1} of 100 operations")
    @CsvSource({"1, 60", "4, 27", "16, 13"})
    void storeAndModelAgree(int partitions, int share) {
        // A warning, since the tests log nothing less.
        log.warn("{}, {} partitions: -Dcress.seed={} -Dcress.operations={}", environment, partitions, SEED, OPERATIONS);
        JoinedCalls joined = JoinedCalls.counted();
        List<Cress> clients = connect(partitions);
        try (RawRedis redis = RawRedis.connect(environment.uri())) {
            run(partitions, OPERATIONS / TOPOLOGIES * share / 100, clients, redis);
            joined.requireSome(namespace + "." + partitions, "entity/save");
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dcress.seed=" + SEED + " " + environment + ": " + e.getMessage(), e);
        } finally {
            Flux.fromIterable(clients).flatMap(Cress::closeLater).blockLast(DEADLINE);
        }
    }

    private List<Cress> connect(int partitions) {
        CressOptions options = CressOptions.builder(environment.uri())
                .namespace(namespace + "." + partitions)
                .partitions(partitions)
                .commandTimeout(PATIENCE)
                .operationDeadline(PATIENCE)
                .build();
        return Flux.range(0, CLIENTS)
                .flatMap(i -> Cress.connect(options))
                .collectList()
                .block(DEADLINE);
    }

    private void run(int partitions, int operations, List<Cress> cresses, RawRedis redis) {
        List<Parcels> clients =
                cresses.stream().map(cress -> cress.repository(Parcels.class)).toList();
        Contention contention = new Contention();
        List<Worker> workers = IntStream.range(0, WORKERS)
                .mapToObj(i -> new Worker(
                        SEED + i,
                        "depot-" + i,
                        clients,
                        i % CLIENTS,
                        cresses.get(i % CLIENTS)::unitOfWork,
                        id -> Placement.partitionOf(ByteStrings.utf8(id), partitions),
                        contention))
                .toList();
        int each = (operations + BARRIERS * WORKERS - 1) / (BARRIERS * WORKERS);
        for (int barrier = 0; barrier < BARRIERS; barrier++) {
            Flux.fromIterable(workers)
                    .flatMap(worker -> work(worker, each), WORKERS)
                    .blockLast(DEADLINE);
            ReferenceModel<Parcel> model = contention.settle();
            workers.forEach(worker -> model.putAll(worker.model()));
            compare(clients, redis, model, partitions, new Random(SEED + barrier));
        }
    }

    /** Off the connection's thread between two operations: what a worker computes must not delay the replies of others. */
    private static Mono<Void> work(Worker worker, int operations) {
        int goal = worker.begun() + operations;
        return Mono.defer(worker::step)
                .subscribeOn(Schedulers.parallel())
                .repeat(() -> worker.begun() < goal)
                .then();
    }

    private void compare(
            List<Parcels> clients, RawRedis redis, ReferenceModel<Parcel> model, int partitions, Random random) {
        ModelSchema schema = Parcel.schema(partitions);
        String space = namespace + "." + partitions;
        new InvariantChecker(redis, space, schema).requireNoViolation();
        Parcels parcels = clients.get(random.nextInt(CLIENTS));
        assertThat(parcels.findAll().collectList().block(DEADLINE)).isEqualTo(model.all());
        assertThat(parcels.count().block(DEADLINE)).isEqualTo(model.size());
        compareQueries(parcels, model, random).block(DEADLINE);
        FeedReplay.compare(parcels, events(redis, space, partitions), model).block(DEADLINE);
        FeedReplay.compareSnapshot(parcels, model).block(DEADLINE);
    }

    private static Mono<Void> compareQueries(Parcels parcels, ReferenceModel<Parcel> model, Random random) {
        List<Parcel> stored = new ArrayList<>(model.all());
        RandomFilters filters = new RandomFilters(random, () -> stored.get(random.nextInt(stored.size())));
        QueryComparison comparison = new QueryComparison(parcels, model, random);
        return Flux.range(0, QUERIES)
                .concatMap(i -> comparison.compareAll(filters.filter(), filters.order()))
                .then();
    }

    private static long events(RawRedis redis, String space, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> space + ":{" + Placement.tagOf(partition) + "}:parcel:v")
                .mapToLong(stream -> (Long) redis.call("XLEN", stream))
                .sum();
    }
}
