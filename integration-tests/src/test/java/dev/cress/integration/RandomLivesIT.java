package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.connection.MovedClock;
import dev.cress.entity.EntityOptions;
import dev.cress.integration.Visit.Visits;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/**
 * Random writes of entities that live for a while, with an index of each kind, while the server's clock is moved: each answer is compared with a model, and after a sweep nothing is left of
 * what is over, in whatever order lives ended, were written over, lost their values to others or their hashes to the server.
 *
 * <p>{@code -Dcress.seed=} repeats a run, {@code -Dcress.lives=} sets the number of operations of each topology.
 */
@RedisTest
class RandomLivesIT {

    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final int OPERATIONS = Integer.getInteger("cress.lives", 400);
    private static final int BARRIERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisEnvironment redis;
    private final String namespace;
    private final MovedClock clock = new MovedClock();

    RandomLivesIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    private Cress connect() {
        return Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .executor(clock.executor())
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .build())
                .block(PATIENCE);
    }

    @Test
    void storeAndModelAgreeWhateverEnds() {
        Cress cress = connect();
        try (RawRedis raw = RawRedis.connect(redis.uri())) {
            run(raw, cress.repository(Visits.class));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dcress.seed=" + SEED + " " + redis + ": " + e.getMessage(), e);
        } finally {
            cress.closeLater().block(PATIENCE);
        }
    }

    @Test
    void theCheckerSeesWhatIsWrongWithLives() {
        Cress cress = connect();
        try (RawRedis raw = RawRedis.connect(redis.uri())) {
            Visit visit = new RandomVisits(new Random(SEED)).visit("v", 0);
            cress.repository(Visits.class).save(visit).block(PATIENCE);
            long end = clock.now().plus(Visit.TTL).toEpochMilli();
            String expiry = hash("v").replace(":e:v", ":x");
            assertThat(rulesAfter(raw, 0, "ZADD", expiry, "7", "v")).containsOnly(Rule.LIFE);
            assertThat(rulesAfter(raw, 0, "ZREM", expiry, "v")).containsOnly(Rule.LIFE);
            assertThat(rulesAfter(raw, 0, "ZADD", expiry, "" + end, "v")).isEmpty();
            assertThat(rulesAfter(raw, end, "PING")).containsOnly(Rule.LIFE_OVER);
            assertThat(rulesAfter(raw, 0, "HSET", hash("v"), "\0t", "x")).containsOnly(Rule.LIFE);
            assertThat(rulesAfter(raw, 0, "HDEL", hash("v"), "\0t")).isEmpty();
            assertThat(rulesAfter(raw, 0, "PERSIST", hash("v"))).containsOnly(Rule.LIFE);
        } finally {
            cress.closeLater().block(PATIENCE);
        }
    }

    private List<Rule> rulesAfter(RawRedis raw, long swept, String... command) {
        raw.masterOf(hash("v")).call(command);
        return new InvariantChecker(raw, namespace, Visit.schema(swept, Set.of()))
                .check().stream().map(Violation::rule).toList();
    }

    private void run(RawRedis raw, Visits visits) {
        Visitor visitor = new Visitor(visits, clock, new Random(SEED), id -> raw.call("UNLINK", hash(id)));
        for (int i = 1; i <= OPERATIONS; i++) {
            visitor.step();
            if (i % (OPERATIONS / BARRIERS) == 0) {
                visitor.compare();
                visitor.sweep();
                requireSoonNoViolation(raw, visitor);
            }
        }
        clock.move(Duration.ofDays(3_650));
        visitor.sweep();
        visitor.compare();
        requireSoonNoViolation(raw, visitor);

        List<Visit> permanent = visits.findAll().collectList().block(PATIENCE);
        Flux.fromIterable(permanent).flatMap(visits::delete).blockLast(PATIENCE);
        visitor.forget();
        requireSoonNoViolation(raw, visitor);
        assertThat(visits.count().block(PATIENCE)).isZero();
        assertThat(raw.keys(namespace + ":").values().stream().flatMap(List::stream))
                .as("what is left")
                .allMatch(key -> key.matches("(?s).*:visit:(layout|m|v|[tk]:.*)"));
    }

    private String hash(String id) {
        int partition = Placement.partitionOf(ByteStrings.utf8(id), Visit.PARTITIONS);
        return namespace + ":{" + Placement.tagOf(partition) + "}:visit:e:" + ByteStrings.utf8(id);
    }

    /** What was given up is freed without anybody waiting for it. */
    private void requireSoonNoViolation(RawRedis raw, Visitor visitor) {
        ModelSchema schema = Visit.schema(clock.now().toEpochMilli(), visitor.forgotten());
        InvariantChecker checker = new InvariantChecker(raw, namespace, schema);
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!checker.check().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        checker.requireNoViolation();
    }
}
