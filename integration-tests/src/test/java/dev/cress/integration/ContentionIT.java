package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.error.UniqueConflictException;
import dev.cress.integration.Operation.Outcome;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Many clients that want the same at the same time, also from servers that forget scripts and have no memory left. */
@RedisTest
class ContentionIT {

    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisEnvironment redis;
    private String namespace;
    private List<Cress> cresses;

    ContentionIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void takeANamespace() {
        namespace = redis.newNamespace();
        cresses = List.of();
    }

    @AfterEach
    void close() {
        Flux.fromIterable(cresses).flatMap(Cress::closeLater).blockLast(PATIENCE);
    }

    private List<Tickets> connect(int partitions) {
        CressOptions options = CressOptions.builder(redis.uri())
                .namespace(namespace)
                .partitions(partitions)
                .commandTimeout(PATIENCE)
                .operationDeadline(PATIENCE)
                .build();
        cresses = Flux.range(0, CLIENTS)
                .flatMap(i -> Cress.connect(options))
                .collectList()
                .block(PATIENCE);
        List<Tickets> clients =
                cresses.stream().map(cress -> cress.repository(Tickets.class)).toList();
        Flux.fromIterable(clients).concatMap(Tickets::count).blockLast(PATIENCE); // the first use writes the layout
        return clients;
    }

    /** Runs a load, and a disturbance again and again until it is over. */
    private History disturb(int ids, int operations, Consumer<RespConnection> disturbance) {
        Load load = new Load(connect(4), ids, SEED);
        AtomicBoolean over = new AtomicBoolean();
        try (RawRedis raw = RawRedis.connect(redis.uri())) {
            Mono<Void> disturbing = Mono.<Void>fromRunnable(() -> {
                        while (!over.get()) {
                            raw.masters().forEach(disturbance);
                        }
                    })
                    .subscribeOn(Schedulers.boundedElastic());
            Mono.when(disturbing, load.run(operations).doFinally(end -> over.set(true)))
                    .block(PATIENCE);
        }
        verify(load, 4);
        return load.history();
    }

    private void verify(Load load, int partitions) {
        try {
            new Verdict(redis.uri(), namespace, partitions).require(load);
        } catch (AssertionError e) {
            throw new AssertionError("-Dcress.seed=" + SEED + ": " + e.getMessage(), e);
        }
    }

    @Test
    void oneRecordIsLinearizable() {
        Load load = new Load(connect(1), 1, SEED);
        load.run(3_000).block(PATIENCE);

        verify(load, 1);
        assertThat(load.history().count(Outcome.UNKNOWN)).isZero();
        assertThat(load.history().count(Outcome.DONE)).isGreaterThan(500);
        assertThat(load.history().count(Outcome.CONFLICT)).isGreaterThan(100);
    }

    @Test
    void oneOfAHundredInsertsGetsAUniqueValue() {
        List<Tickets> clients = connect(1);
        for (int round = 0; round < 5; round++) {
            int number = round;
            List<Object> outcomes = Flux.range(0, 100)
                    .flatMap(
                            i -> clients.get(i % CLIENTS)
                                    .insert(new Ticket(number + "-" + i, i + 1L, null, "the seat", null, null, 0))
                                    .<Object>map(Ticket::id)
                                    .onErrorResume(UniqueConflictException.class, Mono::just),
                            100)
                    .collectList()
                    .block(PATIENCE);

            List<Object> winners =
                    outcomes.stream().filter(String.class::isInstance).toList();
            assertThat(outcomes).hasSize(100);
            assertThat(winners).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(UniqueConflictException.class::isInstance)
                    .hasSize(99)
                    .allSatisfy(refusal -> assertThat(((UniqueConflictException) refusal).holder())
                            .isEqualTo(winners.get(0)));
            assertThat(clients.get(0).count().block(PATIENCE)).isEqualTo(1);
            try (RawRedis raw = RawRedis.connect(redis.uri())) {
                new InvariantChecker(raw, namespace, Ticket.schema(1)).requireNoViolation();
            }
            assertThat(clients.get(1).deleteById((String) winners.get(0)).block(PATIENCE))
                    .isTrue();
        }
    }

    @Test
    void outcomesAreTrueAndNoneIsUnknownWhileServersForgetScripts() {
        History history = disturb(60, 3_000, master -> master.call("SCRIPT", "FLUSH"));

        assertThat(history.count(Outcome.UNKNOWN)).isZero();
        assertThat(history.count(Outcome.NOT_RUN)).isZero();
    }

    /** A little memory is left each time, so that it ends in the middle of the load. Deletions need none. */
    @Test
    void outcomesAreTrueAndNoneIsUnknownWhileServersHaveNoMemory() {
        History history;
        try {
            history = disturb(60, 4_000, master -> {
                String info = (String) master.call("INFO", "memory");
                long used = Long.parseLong(info.replaceAll("(?s).*used_memory:(\\d+).*", "$1"));
                master.call("CONFIG", "SET", "maxmemory", "" + (used + 2_000));
                master.call("INFO", "everything");
                master.call("CONFIG", "SET", "maxmemory", "0");
                master.call("INFO", "everything");
            });
        } finally {
            try (RawRedis raw = RawRedis.connect(redis.uri())) {
                raw.masters().forEach(master -> master.call("CONFIG", "SET", "maxmemory", "0"));
            }
        }

        assertThat(history.count(Outcome.UNKNOWN)).isZero();
        assertThat(history.count(Outcome.NOT_RUN)).isPositive();
        assertThat(history.operations())
                .filteredOn(operation -> operation.outcome() == Outcome.NOT_RUN)
                .allMatch(operation -> operation.kind().writes());
    }
}
