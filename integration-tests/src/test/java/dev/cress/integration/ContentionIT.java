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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many clients that want the same at the same time. */
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
                                    .insert(Ticket.of(number + "-" + i, i + 1L, "the seat"))
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
}
