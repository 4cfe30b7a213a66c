package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.error.OverloadedException;
import dev.cress.integration.Operation.Outcome;
import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.EmbeddedRedisCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Servers that forget scripts and have no memory left, again and again under load: every outcome is told, none is unknown, and the invariants hold. */
class ScarcityIT {

    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final int PARTITIONS = 4;
    private static final int OPERATIONS = 3_500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void outcomesAreTrueOnAServer() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            run(redis.uri());
        }
    }

    @Test
    void outcomesAreTrueOnACluster() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start()) {
            run(cluster.uri());
        }
    }

    private static void run(String uri) {
        History forgetful = disturb(uri, false, master -> master.call("SCRIPT", "FLUSH"));
        assertThat(forgetful.count(Outcome.UNKNOWN)).isZero();
        assertThat(forgetful.count(Outcome.NOT_RUN)).isZero();

        History full = disturb(uri, true, ScarcityIT::leaveNoMemoryForAMoment);
        assertThat(full.count(Outcome.UNKNOWN)).isZero();
        assertThat(full.count(Outcome.NOT_RUN)).isPositive();
        assertThat(full.operations())
                .as("deletions and reads need no memory")
                .filteredOn(operation -> operation.outcome() == Outcome.NOT_RUN)
                .allMatch(operation -> operation.kind().needsMemory());
    }

    /** A little is left each time, so that it ends in the middle of the load. */
    private static void leaveNoMemoryForAMoment(RespConnection master) {
        String info = (String) master.call("INFO", "memory");
        long used = Long.parseLong(info.replaceAll("(?s).*used_memory:(\\d+).*", "$1"));
        master.call("CONFIG", "SET", "maxmemory", Long.toString(used + 2_000));
        master.call("INFO", "everything");
        master.call("CONFIG", "SET", "maxmemory", "0");
        master.call("INFO", "everything");
    }

    /** Runs a load, and a disturbance again and again until it is over. */
    private static History disturb(String uri, boolean noMemory, Consumer<RespConnection> disturbance) {
        String namespace = noMemory ? "full" : "forgetful";
        Cress cress = Cress.connect(CressOptions.builder(uri)
                        .namespace(namespace)
                        .partitions(PARTITIONS)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .build())
                .block(PATIENCE);
        try (RawRedis raw = RawRedis.connect(uri);
                Lodgers lodgers = new Lodgers(uri, namespace + "-l", SEED)) {
            Load load = new Load(List.of(cress.repository(Tickets.class)), 60, SEED);
            load.settle().block(PATIENCE); // the first use writes the layout
            AtomicBoolean over = new AtomicBoolean();
            Mono<Void> disturbing = Mono.<Void>fromRunnable(() -> {
                        while (!over.get()) {
                            raw.masters().forEach(disturbance);
                        }
                    })
                    .subscribeOn(Schedulers.boundedElastic());
            Mono.when(disturbing, lodgers.run(over::get), load.run(OPERATIONS).doFinally(end -> over.set(true)))
                    .block(PATIENCE);
            new Verdict(uri, namespace, PARTITIONS).require(load);
            lodgers.require();
            assertThat(lodgers.done()).isGreaterThan(OPERATIONS / 50);
            assertThat(lodgers.refusals().contains(OverloadedException.class)).isEqualTo(noMemory);
            return load.history();
        } catch (AssertionError e) {
            throw new AssertionError("-Dcress.seed=" + SEED + ": " + e.getMessage(), e);
        } finally {
            cress.closeLater().block(PATIENCE);
        }
    }
}
