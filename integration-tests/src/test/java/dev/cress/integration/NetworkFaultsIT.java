package dev.cress.integration;

import static dev.cress.testing.fault.Direction.REPLY;
import static dev.cress.testing.fault.Direction.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.integration.Operation.Outcome;
import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.EmbeddedRedisCluster;
import dev.cress.testing.fault.FaultPlan;
import dev.cress.testing.fault.FaultProxy;
import dev.cress.testing.fault.NetworkFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Many operations while commands and replies are lost, late, torn and cut off: every outcome that a client was told is true, what nobody knows is told as
 * unknown, nothing happens twice, and the invariants hold.
 *
 * <p>{@code -Dcress.fault.operations=} sets the number of operations of both topologies together, {@code -Dcress.seed=} repeats the decisions.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class NetworkFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(NetworkFaultsIT.class);

    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final int OPERATIONS = Integer.getInteger("cress.fault.operations", 20_000) / 2;
    private static final int CLIENTS = 4;
    private static final int IDS = 400;
    private static final Duration TIMEOUT = Duration.ofMillis(120);
    private static final Duration LIMIT = Duration.ofHours(1);

    /** Silences that end before and after a command times out. */
    private static final List<NetworkFault> LOSSES = List.of(
            NetworkFault.dropRequest(TIMEOUT.dividedBy(10)),
            NetworkFault.dropRequest(TIMEOUT.multipliedBy(5).dividedBy(4)),
            NetworkFault.dropReply(TIMEOUT.dividedBy(10)),
            NetworkFault.dropReply(TIMEOUT.multipliedBy(5).dividedBy(4)),
            NetworkFault.reset(REQUEST),
            NetworkFault.reset(REPLY),
            NetworkFault.tear(REQUEST),
            NetworkFault.tear(REPLY),
            NetworkFault.delay(REQUEST, TIMEOUT.multipliedBy(5).dividedBy(4)),
            NetworkFault.delay(REPLY, TIMEOUT.multipliedBy(5).dividedBy(4)));

    private static final List<NetworkFault> NUISANCES = List.of(
            NetworkFault.delay(REQUEST, TIMEOUT.dividedBy(50)),
            NetworkFault.delay(REPLY, TIMEOUT.dividedBy(50)),
            NetworkFault.split(REQUEST),
            NetworkFault.split(REPLY));

    @Test
    void standalone() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                FaultProxy proxy = FaultProxy.before(redis)) {
            run(proxy, 4);
        }
    }

    @Test
    void cluster() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start();
                FaultProxy proxy = FaultProxy.before(cluster)) {
            run(proxy, 16);
        }
    }

    private static void run(FaultProxy proxy, int partitions) {
        JoinedCalls joined = JoinedCalls.counted();
        List<Cress> cresses = connect(proxy, partitions);
        try (RawRedis raw = RawRedis.connect(proxy.uri())) { // before anything can be lost
            Load load = Load.withUnits(cresses, partitions, IDS, SEED);
            load.settle().block(LIMIT);
            FaultPlan losses = FaultPlan.random(SEED, 0.008, LOSSES);
            FaultPlan nuisances = FaultPlan.random(SEED + 1, 0.01, NUISANCES);
            proxy.use(command -> losses.faultOf(command).or(() -> nuisances.faultOf(command)));
            load.run(OPERATIONS).block(LIMIT);
            runFleeting(proxy, raw);
            int surprises = new Verdict(proxy.uri(), "f", partitions).require(load);
            requireThatItWasHard(proxy, load.history(), surprises);
            joined.requireSome("f", "entity/save");
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dcress.seed=" + SEED + ": " + e.getMessage(), e);
        } finally {
            Flux.fromIterable(cresses).flatMap(Cress::closeLater).blockLast(LIMIT);
        }
    }

    /** What lives for a while is lost in the same network, until that is as it should be. */
    private static void runFleeting(FaultProxy proxy, RawRedis raw) {
        CressOptions.Builder options = CressOptions.builder(proxy.uri())
                .namespace("v")
                .commandTimeout(TIMEOUT)
                .operationDeadline(Duration.ofSeconds(5));
        new FleetingLoad(options, SEED).run(OPERATIONS / 20, () -> proxy.use(FaultPlan.none()), raw);
    }

    private static List<Cress> connect(FaultProxy proxy, int partitions) {
        CressOptions options = CressOptions.builder(proxy.uri())
                .namespace("f")
                .partitions(partitions)
                .commandTimeout(TIMEOUT)
                .operationDeadline(Duration.ofSeconds(5))
                .build();
        return Flux.range(0, CLIENTS)
                .concatMap(i -> Cress.connect(options).retry(5)) // the timeout is short for a cold start
                .collectList()
                .block(LIMIT);
    }

    /** A run in which nothing was lost, or nothing that was lost had happened, would prove nothing. */
    private static void requireThatItWasHard(FaultProxy proxy, History history, int surprises) {
        log.warn("{}\n{}, {} of the unknown took effect", proxy.faults(), history.summary(), surprises);
        assertThat(proxy.faults().keySet()).containsAll(LOSSES).containsAll(NUISANCES);
        assertThat(surprises).isPositive().isLessThan((int) history.count(Outcome.UNKNOWN));
        assertThat(history.count(Outcome.DONE)).isGreaterThan(OPERATIONS / 4);
        for (Outcome outcome :
                List.of(Outcome.PRESENT, Outcome.ABSENT, Outcome.CONFLICT, Outcome.UNMET, Outcome.TAKEN)) {
            assertThat(history.count(outcome)).as("%s", outcome).isPositive();
        }
    }
}
