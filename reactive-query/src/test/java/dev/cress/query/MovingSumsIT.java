package dev.cress.query;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sums while coins change their worth between the pages that are read. Each is worth ten millions and less than a thousand more, so the sum tells how many were counted. */
@RedisTest
class MovingSumsIT {

    interface Coins extends ReactiveRepository<Coin, String>, Queryable<Coin> {}

    @RedisEntity("coin")
    record Coin(@Id String id, @Indexed long worth, String mint) {

        static Coin of(int i, Random random) {
            return new Coin("c" + i, UNIT + random.nextInt(1_000), "m" + i % 2);
        }
    }

    private static final long UNIT = 10_000_000;

    /** More than one page. */
    private static final int COINS = 2_100;

    private static final int MOVES = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisEnvironment redis;
    private final long seed = Long.getLong("cress.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicInteger moves = new AtomicInteger();
    private ObservedExecutor executor;
    private Cress cress;
    private Coins coins;

    MovingSumsIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private void connect() {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .partitions(1)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .executor(target -> {
                            executor = new ObservedExecutor(target);
                            return executor;
                        })
                        .build())
                .block();
        coins = cress.repository(Coins.class);
        coins.saveAll(Flux.range(0, COINS).map(i -> Coin.of(i, random))).blockLast(PATIENCE);
        executor.observe((command, reply) -> command.equals("ZRANGEBYLEX") ? move() : Mono.empty());
    }

    private Mono<Void> move() {
        return Flux.range(0, MOVES)
                .concatMap(i -> coins.save(Coin.of(random.nextInt(COINS), random)))
                .doOnNext(coin -> moves.incrementAndGet())
                .then();
    }

    private void isOfEachOnce(BigDecimal sum, long coins) {
        assertThat(sum.longValueExact() / UNIT).as("cress.seed=%d", seed).isEqualTo(coins);
        assertThat(moves.getAndSet(0)).isGreaterThanOrEqualTo(2 * MOVES);
    }

    @Test
    void sumsEachOnceThatIsThereThroughout() {
        connect();
        Query<Coin> all = coins.query();
        isOfEachOnce(all.values(Coin::worth).sum().block(PATIENCE), COINS);
        Query<Coin> range = all.where(Coin::worth).between(UNIT, 2 * UNIT);
        isOfEachOnce(range.values(Coin::worth).sum().block(PATIENCE), COINS);
        Query<Coin> filtered = range.matching(where(Coin::mint).is("m1"));
        isOfEachOnce(filtered.values(Coin::worth).sum().block(PATIENCE), COINS / 2);
        BigDecimal average = all.values(Coin::worth).average().block(PATIENCE);
        assertThat(average.longValue()).isBetween(UNIT, UNIT + 999);
    }
}
