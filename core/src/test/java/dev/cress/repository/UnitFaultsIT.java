package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.fault.Direction;
import dev.cress.testing.fault.FaultPlan;
import dev.cress.testing.fault.FaultProxy;
import dev.cress.testing.fault.NetworkFault;
import dev.cress.write.WriteOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Units of work whose requests and replies are lost: done once or not at all, and never in part. */
@Execution(ExecutionMode.SAME_THREAD) // the network is that of all
class UnitFaultsIT {

    interface Counters extends ReactiveRepository<Counter, String> {}

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofMillis(400);

    private static EmbeddedRedis redis;
    private static FaultProxy proxy;
    private static Cress cress;
    private static Counters counters;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
        proxy = FaultProxy.before(redis);
        cress = Cress.connect(CressOptions.builder(proxy.uri())
                        .namespace("ns")
                        .commandTimeout(TIMEOUT)
                        .operationDeadline(Duration.ofSeconds(20))
                        .build())
                .retry(5) // the timeout is short for a cold start
                .block(LIMIT);
        counters = cress.repository(Counters.class);
    }

    @AfterAll
    static void stop() {
        cress.closeLater().block(LIMIT);
        proxy.close();
        redis.close();
    }

    @BeforeEach
    void begin() {
        proxy.use(FaultPlan.none());
        counters.saveAll(List.of(new Counter("a", 100), new Counter("b", 100)))
                .retry(5)
                .blockLast(LIMIT);
    }

    private static UnitOfWork transfer() {
        return cress.unitOfWork()
                .patch(counters.patch("a").increment(Counter::value, -1))
                .patch(counters.patch("b").increment(Counter::value, 1));
    }

    private static List<Long> values() {
        return counters.findAll().map(Counter::value).collectList().block(LIMIT);
    }

    private static void lose(NetworkFault fault) {
        proxy.use(FaultPlan.once(command -> command.is("EVALSHA"), fault));
    }

    @Test
    void isSentAgainUntilItIsKnownToBeDoneOnce() {
        long transfers = 0;
        for (NetworkFault fault : List.of(
                NetworkFault.dropReply(Duration.ofMillis(20)),
                NetworkFault.reset(Direction.REPLY),
                NetworkFault.tear(Direction.REPLY),
                NetworkFault.dropRequest(Duration.ofMillis(20)),
                NetworkFault.tear(Direction.REQUEST))) {
            lose(fault);
            assertThat(transfer().commit().block(LIMIT).writes()).hasSize(2);
            transfers++;
            assertThat(values()).as("%s", fault).containsExactly(100 - transfers, 100 + transfers);
        }
    }

    @Test
    void isOfUnknownOutcomeWithoutATokenAndDoneWhollyOrNot() {
        for (NetworkFault fault : List.of(
                NetworkFault.reset(Direction.REPLY),
                NetworkFault.reset(Direction.REQUEST),
                NetworkFault.tear(Direction.REQUEST))) {
            List<Long> before = values();
            lose(fault);
            assertThatThrownBy(() -> transfer()
                            .options(WriteOptions.DEFAULT.withoutToken())
                            .commit()
                            .block(LIMIT))
                    .isInstanceOfSatisfying(
                            OutcomeUnknownException.class,
                            e -> assertThat(e.writeId()).isNull());
            List<Long> after = values();
            assertThat(after.get(0) + after.get(1)).isEqualTo(200);
            assertThat(before.get(0) - after.get(0)).as("%s", fault).isBetween(0L, 1L);
        }
    }
}
