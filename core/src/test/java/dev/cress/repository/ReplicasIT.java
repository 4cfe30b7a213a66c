package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.error.NotReplicatedException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.fault.Direction;
import dev.cress.testing.fault.FaultPlan;
import dev.cress.testing.fault.FaultProxy;
import dev.cress.testing.fault.NetworkFault;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A server with one replica: what is told to be there is there, and what is not is told. Servers without replicas: {@link WriteOptionsIT}. */
class ReplicasIT {

    interface Counters extends ReactiveRepository<Counter, String> {}

    @RedisEntity(value = "badge", partitions = 4)
    record Badge(@Id String id, @Unique String code) {}

    interface Badges extends ReactiveRepository<Badge, String> {}

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final WriteOptions ONE = WriteOptions.DEFAULT.replicas(1, LONG);

    private static EmbeddedRedis master;
    private static EmbeddedRedis replica;
    private static FaultProxy proxy;
    private static RedisClient client;
    private static StatefulRedisConnection<String, String> copy;
    private static Cress cress;
    private static Counters counters;
    private static int tests;
    private String prefix;

    @BeforeAll
    static void start() {
        master = EmbeddedRedis.start();
        replica = EmbeddedRedis.builder().replicaOf(master).start();
        proxy = FaultProxy.before(master);
        client = RedisClient.create(replica.uri());
        copy = client.connect();
        cress = Cress.connect(CressOptions.builder(proxy.uri())
                        .namespace("ns")
                        .commandTimeout(Duration.ofSeconds(10))
                        .operationDeadline(LONG)
                        .build())
                .block(LIMIT);
        counters = cress.repository(Counters.class);
    }

    @AfterAll
    static void stop() {
        cress.closeLater().block(LIMIT);
        client.shutdown();
        proxy.close();
        replica.close();
        master.close();
    }

    @BeforeEach
    void choosePrefix() {
        prefix = "t" + tests++ + "-";
    }

    private Counter counter(int number, long value) {
        return new Counter(prefix + number, value);
    }

    private Mono<String> copied(Counter counter) {
        return copy.reactive().hget("ns:{" + tag() + "}:counter:e:" + counter.id(), "value");
    }

    private static String tag() {
        return copy.sync().keys("ns:*:counter:layout").get(0).replaceFirst("ns:\\{(.*)}:.*", "$1");
    }

    /** What is kept of it under the new id is on the replica before it leaves, and so is what it left when that is told. */
    @Test
    void renamesOverPartitionsWhenAReplicaHasWhatIsKept() {
        Badges badges = cress.repository(Badges.class);
        badges.save(new Badge("0", "x")).block(LIMIT);
        for (int i = 0; i < 20; i++) {
            badges.rename(String.valueOf(i), String.valueOf(i + 1), ONE)
                    .map(WriteResult::orThrow)
                    .block(LIMIT);
            assertThat(copy.sync().keys("ns:*:badge:[ew]*"))
                    .filteredOn(key -> key.contains(":e:")
                            || copy.sync().hkeys(key).stream().noneMatch(note -> note.startsWith(">")))
                    .singleElement()
                    .asString()
                    .endsWith(":badge:e:" + (i + 1));
        }
    }

    /** Its first call may have told that too few have it. */
    @Test
    void asksAgainWhereARenameOverPartitionsTellsItsOutcomeOnly() {
        Badges badges = cress.repository(Badges.class);
        badges.save(new Badge("named", prefix)).block(LIMIT);
        for (int i = 0; i < 4; i++) {
            String other = "other" + i;
            WriteOptions named = ONE.writeId("w" + i);
            String id = i == 0 ? "named" : "other" + (i - 1);
            WriteResult<Badge> first = badges.rename(id, other, named).block(LIMIT);
            assertThat(first).isInstanceOf(WriteResult.Updated.class);
            assertThat(badges.rename(id, other, named).block(LIMIT)).isEqualTo(first);
        }
        badges.deleteById("other3").block(LIMIT);
    }

    /** The replica does nothing for a while, soon. */
    private static void freezeReplica() {
        copy.reactive()
                .dispatch(
                        CommandType.DEBUG,
                        new StatusOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8).add("SLEEP").add(0.2))
                .subscribe();
    }

    /** Tries until the replica was frozen early enough. */
    private static <R> R untilFrozen(IntFunction<R> attempt, Predicate<R> frozen) {
        return IntStream.range(0, 20)
                .mapToObj(i -> {
                    freezeReplica();
                    return attempt.apply(i);
                })
                .filter(frozen)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void reportsAWriteWhenAReplicaHasIt() {
        counters.save(counter(0, 0), ONE).block(LIMIT);
        String tag = tag();
        List<String> copies = Flux.range(1, 300)
                .flatMapSequential(
                        i -> counters.save(counter(i, i), ONE)
                                .doOnNext(WriteResult::orThrow)
                                .then(copy.reactive().hget("ns:{" + tag + "}:counter:e:" + prefix + i, "value")),
                        64)
                .collectList()
                .block(LIMIT);
        assertThat(copies).hasSize(300).element(41).isEqualTo("42");
    }

    @Test
    void tellsThatAFrozenReplicaDoesNotHaveAWriteThatWasDone() {
        counters.save(counter(1, 0), ONE).block(LIMIT);
        WriteOptions hasty = WriteOptions.DEFAULT.replicas(1, Duration.ofMillis(30));
        WriteResult<Counter> result = untilFrozen(
                i -> counters.save(counter(1, i + 1), hasty).block(LIMIT), WriteResult.NotReplicated.class::isInstance);

        assertThat(result.effect()).isInstanceOf(WriteResult.Updated.class);
        assertThatThrownBy(result::entity).isInstanceOfSatisfying(NotReplicatedException.class, failure -> {
            assertThat(failure.id()).isEqualTo(prefix + 1);
            assertThat(failure.wanted()).isEqualTo(1);
            assertThat(failure.acknowledged()).isZero();
        });
        assertThat(counters.findById(prefix + 1).block(LIMIT))
                .isEqualTo(result.effect().entity());
    }

    @Test
    void asksForAllWritesOfAUnitTogether() {
        Mono<UnitResult> replicated = cress.unitOfWork()
                .save(counter(1, 1))
                .save(counter(2, 2))
                .options(ONE)
                .result();
        assertThat(replicated.block(LIMIT))
                .isInstanceOfSatisfying(
                        UnitResult.Done.class,
                        done -> assertThat(done.writes()).noneMatch(WriteResult.NotReplicated.class::isInstance));
        assertThat(copied(counter(2, 2)).block(LIMIT)).isEqualTo("2");

        WriteOptions hasty = WriteOptions.DEFAULT.replicas(1, Duration.ofMillis(30));
        UnitResult told = untilFrozen(
                i -> cress.unitOfWork()
                        .save(counter(1, i + 10))
                        .save(counter(3, i + 10))
                        .options(hasty)
                        .result()
                        .block(LIMIT),
                result -> ((UnitResult.Done) result).writes().get(0) instanceof WriteResult.NotReplicated);
        List<WriteResult<?>> writes = ((UnitResult.Done) told).writes();
        assertThat(writes).allMatch(WriteResult.NotReplicated.class::isInstance);
        assertThat(counters.findById(prefix + 3).block(LIMIT))
                .as("done all the same")
                .isEqualTo(writes.get(1).effect().entity());
    }

    @Test
    void letsNoOtherWriteWaitForReplicas() {
        counters.save(counter(0, 0), ONE).block(LIMIT);
        List<String> order = untilFrozen(
                i -> Flux.merge(
                                counters.save(counter(i, 1), ONE).thenReturn("replicated"),
                                Flux.range(100, 50)
                                        .concatMap(n -> counters.save(counter(n, i)))
                                        .then(Mono.just("plain")))
                        .collectList()
                        .block(LIMIT),
                ended -> ended.get(0).equals("plain"));
        assertThat(order).containsExactly("plain", "replicated");
    }

    @Test
    void connectsToTheMasterOnly() {
        assertThatThrownBy(() -> Cress.connect(replica.uri()).block(LIMIT))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("connect to its master");

        Cress other = Cress.connect(CressOptions.builder(replica.uri(), master.uri())
                        .namespace("ns")
                        .build())
                .block(LIMIT);
        other.repository(Counters.class).save(counter(1, 1)).block(LIMIT);
        assertThat(counters.findById(prefix + 1).block(LIMIT)).isEqualTo(counter(1, 1));
        other.closeLater().block(LIMIT);
    }

    @Test
    void tellsHowManyReplicasHaveIt() {
        assertThat(counters.save(counter(1, 1), WriteOptions.DEFAULT.replicas(2, Duration.ofMillis(30)))
                        .block(LIMIT))
                .isInstanceOfSatisfying(
                        WriteResult.NotReplicated.class,
                        told -> assertThat(told.acknowledged()).isBetween(0, 1));
    }

    @Test
    void asksAgainWhenTheAnswerIsLostAndWritesOnce() {
        counters.save(counter(1, 0), ONE).block(LIMIT);
        for (NetworkFault fault :
                List.of(NetworkFault.dropReply(Duration.ofMillis(5)), NetworkFault.reset(Direction.REPLY))) {
            proxy.use(FaultPlan.once(command -> command.is("WAIT"), fault));
            counters.patch(prefix + 1)
                    .increment(Counter::value, 1)
                    .options(ONE)
                    .apply()
                    .block(LIMIT);
        }
        assertThat(counters.findById(prefix + 1).block(LIMIT)).isEqualTo(counter(1, 2));
        assertThat(copied(counter(1, 2)).block(LIMIT)).isEqualTo("2");
    }

    @Test
    void reportsWhatIsWrittenWhenItMayNotAskAgain() {
        counters.save(counter(1, 0), ONE.withoutToken()).block(LIMIT); // the script is known from then on
        proxy.use(FaultPlan.once(command -> command.is("WAIT"), NetworkFault.reset(Direction.REPLY)));
        assertThat(counters.save(counter(1, 1), ONE.withoutToken()).block(LIMIT))
                .isInstanceOf(WriteResult.NotReplicated.class);
        assertThat(counters.findById(prefix + 1).block(LIMIT)).isEqualTo(counter(1, 1));
    }
}
