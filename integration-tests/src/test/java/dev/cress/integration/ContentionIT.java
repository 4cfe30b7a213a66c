package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.error.UniqueConflictException;
import dev.cress.integration.Operation.Outcome;
import dev.cress.repository.UnitOfWork;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.UnitResult;
import java.time.Duration;
import java.util.List;
import java.util.Random;
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
    private static final int PURSES = 5;
    private static final long COINS = 100;
    private static final int TRANSFERS = 300;
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

    /** Half of them by patches, half by what was read; each event of a unit is followed by that of its other half, so a reader of the feed sees no money gone. */
    @Test
    void transfersKeepTheSum() {
        List<Tickets> clients = connect(1);
        for (int i = 0; i < PURSES; i++) {
            clients.get(0).insert(purse(i, COINS, 0)).block(PATIENCE);
        }
        List<String> outcomes = Flux.range(0, TRANSFERS)
                .flatMap(i -> transfer(i % CLIENTS, clients.get(i % CLIENTS), new Random(SEED + i)), 32)
                .collectList()
                .block(PATIENCE);

        assertThat(outcomes).contains("Done", "ConditionNotMet", "VersionConflict");
        assertThat(clients.get(1).findAll().collectList().block(PATIENCE))
                .hasSize(PURSES)
                .allSatisfy(purse -> assertThat(purse.mark()).isNotNegative())
                .extracting(Ticket::mark)
                .satisfies(marks ->
                        assertThat(marks.stream().mapToLong(mark -> mark).sum()).isEqualTo(PURSES * COINS));
        try (RawRedis raw = RawRedis.connect(redis.uri())) {
            new InvariantChecker(raw, namespace, Ticket.schema(1)).requireNoViolation();
            requirePairs(raw, outcomes.stream().filter("Done"::equals).count());
        }
    }

    private Mono<String> transfer(int client, Tickets tickets, Random random) {
        int from = random.nextInt(PURSES);
        int to = (from + 1 + random.nextInt(PURSES - 1)) % PURSES;
        long coins = 1 + random.nextInt((int) COINS);
        Mono<UnitOfWork> unit = random.nextBoolean()
                ? Mono.just(cresses.get(client)
                        .unitOfWork()
                        .patch(tickets.patch("purse-" + to).increment(Ticket::mark, coins))
                        .patch(tickets.patch("purse-" + from)
                                .increment(Ticket::mark, -coins)
                                .onlyIf(Ticket::mark)
                                .atLeast(coins)))
                : Mono.zip(tickets.findById("purse-" + from), tickets.findById("purse-" + to))
                        .map(read -> read.getT1().mark() < coins
                                ? cresses.get(client).unitOfWork()
                                : cresses.get(client)
                                        .unitOfWork()
                                        .update(purse(
                                                from,
                                                read.getT1().mark() - coins,
                                                read.getT1().version()))
                                        .update(purse(
                                                to,
                                                read.getT2().mark() + coins,
                                                read.getT2().version())));
        return unit.flatMap(UnitOfWork::result)
                .map(result -> result instanceof UnitResult.Refused refused
                        ? refused.reason().getClass().getSimpleName()
                        : ((UnitResult.Done) result).writes().isEmpty() ? "nothing" : "Done");
    }

    private static Ticket purse(int number, long coins, long version) {
        return new Ticket("purse-" + number, coins, null, null, null, null, null, null, version);
    }

    private void requirePairs(RawRedis raw, long transfers) {
        List<?> entries = (List<?>) raw.call("XRANGE", namespace + ":{" + Placement.tagOf(0) + "}:ticket:v", "-", "+");
        List<Long> changes = entries.stream()
                .map(StoredEvent::of)
                .filter(event -> event.operation() == 'U')
                .map(event -> mark(event, '+') - mark(event, '-'))
                .toList();
        assertThat(changes).hasSize((int) (2 * transfers));
        for (int i = 0; i < changes.size(); i += 2) {
            assertThat(changes.get(i) + changes.get(i + 1))
                    .as("events %s and %s", i, i + 1)
                    .isZero();
        }
    }

    private static long mark(StoredEvent event, char side) {
        return Long.parseLong(event.values(side).get("mark"));
    }

    @Test
    void oneOfAHundredInsertsGetsAUniqueValue() {
        JoinedCalls joined = JoinedCalls.counted();
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
        joined.requireSome(namespace, "entity/save");
    }
}
