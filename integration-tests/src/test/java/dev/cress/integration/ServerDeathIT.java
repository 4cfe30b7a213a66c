package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.integration.Operation.Outcome;
import dev.cress.testing.EmbeddedRedis;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A server that is killed between and in writes, again and again, and comes back with what its file holds: no acknowledged write is lost, nor the
 * end of a life, nor a value that is unique in all partitions; none of unknown outcome happened twice, and the invariants hold.
 *
 * <p>{@code -Dcress.server.kills=} sets how often, {@code -Dcress.seed=} repeats the moments.
 */
@Order(0)
class ServerDeathIT {

    private static final Logger log = LoggerFactory.getLogger(ServerDeathIT.class);

    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("cress.server.kills", 20);
    private static final int OPERATIONS = 400;
    private static final int PARTITIONS = 4;

    /** Rewrites are killed as well, and the file stays short, however often the server dies. */
    private static final String REWRITTEN_FROM = "2mb";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Cress connect(EmbeddedRedis redis) {
        return Cress.connect(CressOptions.builder(redis.uri())
                        .namespace("d")
                        .partitions(PARTITIONS)
                        .commandTimeout(Duration.ofSeconds(5))
                        .operationDeadline(Duration.ofSeconds(10))
                        .build())
                .block(PATIENCE);
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void losesNoAcknowledgedWriteHoweverOftenTheServerDies() {
        log.warn("-Dcress.seed={} -Dcress.server.kills={}", SEED, KILLS);
        JoinedCalls joined = JoinedCalls.counted();
        long unknown = 0;
        int surprises = 0;
        int stays = 0;
        try (EmbeddedRedis redis = EmbeddedRedis.builder()
                .appendOnly()
                .arguments("--auto-aof-rewrite-min-size", REWRITTEN_FROM)
                .start()) {
            for (int kill = 0; kill < KILLS; kill++) {
                Cress cress = connect(redis);
                try (Lodgers lodgers = new Lodgers(redis.uri(), "l", SEED + kill)) {
                    Load load = new Load(List.of(cress.repository(Tickets.class)), 40, SEED + kill);
                    surprises += dieOnce(redis, load, lodgers, new Random(SEED + kill));
                    lodgers.require();
                    stays += lodgers.done();
                    unknown += load.history().count(Outcome.UNKNOWN);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("-Dcress.seed=" + SEED + ", kill " + kill + ": " + e.getMessage(), e);
                } finally {
                    cress.closeLater().block(PATIENCE);
                }
                empty(redis);
                if (kill % 100 == 99) {
                    log.warn("{} kills", kill + 1);
                }
            }
        }
        log.warn(
                "{} kills, {} unknown outcomes, of which {} had happened, {} writes of what expires",
                KILLS,
                unknown,
                surprises,
                stays);
        assertThat(unknown).isGreaterThan(KILLS);
        assertThat(stays).isGreaterThan(10 * KILLS);
        joined.requireSome("d", "entity/save");
    }

    private static int dieOnce(EmbeddedRedis redis, Load load, Lodgers lodgers, Random random) {
        load.settle().block(PATIENCE);
        int moment = load.done() + random.nextInt(OPERATIONS - 100);
        int last = load.done() + OPERATIONS;
        CompletableFuture<Void> working = Mono.when(load.run(last), lodgers.run(() -> load.done() >= last))
                .toFuture();
        while (load.done() < moment) {
            LockSupport.parkNanos(20_000);
        }
        LockSupport.parkNanos(random.nextInt(1_000_000));
        redis.kill();
        redis.restart();
        working.join();
        return new Verdict(redis.uri(), "d", PARTITIONS).require(load);
    }

    private static void empty(EmbeddedRedis redis) {
        try (RawRedis raw = RawRedis.connect(redis.uri())) {
            raw.masters().forEach(master -> master.call("FLUSHALL"));
        }
    }

    /** What a crash of the machine may leave: a file that ends anywhere. A write is in it wholly, or not at all. */
    @Test
    void invariantsHoldWhereverTheFileEnds(@TempDir Path directory) {
        Random random = new Random(SEED);
        try (EmbeddedRedis redis = EmbeddedRedis.builder()
                .appendOnly()
                .arguments("--dir", directory.toString())
                .start()) {
            Cress cress = connect(redis);
            new Load(List.of(cress.repository(Tickets.class)), 40, SEED)
                    .run(OPERATIONS)
                    .block(PATIENCE);
            cress.closeLater().block(PATIENCE);
            for (int cut = 0; cut < Math.max(10, KILLS / 2); cut++) {
                redis.kill();
                if (!cutOff(directory, 1 + random.nextInt(400))) {
                    break;
                }
                redis.restart();
                try (RawRedis raw = RawRedis.connect(redis.uri())) {
                    new InvariantChecker(raw, "d", Ticket.schema(PARTITIONS)).requireNoViolation();
                } catch (AssertionError e) {
                    throw new AssertionError("-Dcress.seed=" + SEED + ", cut " + cut + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static boolean cutOff(Path directory, int bytes) {
        try (Stream<Path> files = Files.walk(directory)) {
            Path file = files.filter(path -> path.toString().endsWith(".incr.aof"))
                    .findFirst()
                    .orElseThrow();
            try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
                boolean enough = log.length() > 10 * bytes;
                log.setLength(enough ? log.length() - bytes : log.length());
                return enough;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
