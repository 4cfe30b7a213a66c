package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.entity.EntityCallbacks;
import dev.cress.entity.EntityOptions;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Where several of the writes of a query fail at the same moment, one typed error is told. */
@RedisTest(RedisTopology.STANDALONE)
class SeveralErrorsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int IN_FLIGHT = 64;

    @RedisEntity("stone")
    record Stone(@Id String id, @Indexed int weight) {}

    interface Stones extends ReactiveRepository<Stone, String>, Queryable<Stone> {}

    private final RedisEnvironment redis;
    private final AtomicInteger begun = new AtomicInteger();
    private final Sinks.Empty<Void> first = Sinks.empty();
    private final Sinks.Empty<Void> second = Sinks.empty();
    private final Sinks.Empty<Void> others = Sinks.empty();
    private volatile boolean fails;
    private Cress cress;
    private Stones stones;

    SeveralErrorsIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .executor(Watched::new)
                        .entities(EntityOptions.builder()
                                .callbacks(Stone.class, new Holding())
                                .withoutSweeping()
                                .build())
                        .build())
                .block(LIMIT);
        stones = cress.repository(Stones.class);
        stones.saveAll(IntStream.range(0, 100)
                        .mapToObj(i -> new Stone("s" + i, i))
                        .toList())
                .blockLast(LIMIT);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    /**
     * Holds two writes, and lets them fail while another one's end is dealt with: when that asks for what comes next. The others wait until all are begun, and whoever began them has nothing else to do:
     * a read that comes later is answered on the same thread later.
     */
    private Mono<Void> begun() {
        failNow();
        int number = begun.incrementAndGet();
        if (number == IN_FLIGHT) {
            stones.findById("s0").subscribe(stone -> others.tryEmitEmpty());
        }
        return switch (number) {
            case 1 -> first.asMono();
            case 2 -> second.asMono();
            default -> others.asMono();
        };
    }

    private void failNow() {
        if (fails) {
            first.tryEmitError(new IllegalStateException("the first"));
            second.tryEmitError(new IllegalStateException("the second"));
        }
    }

    private void tellsOne(Mono<Long> writes) {
        assertThatThrownBy(() -> writes.block(LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the first")
                .satisfies(error -> assertThat(error.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .contains("the second"));
    }

    @Test
    void ofDeletions() {
        tellsOne(stones.query().where(Stone::weight).atLeast(0).delete());
    }

    @Test
    void ofPatches() {
        tellsOne(stones.query()
                .where(Stone::weight)
                .atLeast(0)
                .patch()
                .increment(Stone::weight, 1)
                .apply());
    }

    private final class Holding implements EntityCallbacks<Stone> {

        @Override
        public Mono<Void> beforeDelete(String id) {
            return begun();
        }

        @Override
        public Mono<Void> beforePatch(String id, Set<String> properties) {
            return begun();
        }
    }

    /** A deletion reads on when there is room for more. */
    private final class Watched implements RedisExecutor {

        private final RedisExecutor target;

        Watched(RedisExecutor target) {
            this.target = target;
        }

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return target.execute(role, request)
                    .doOnSubscribe(subscribed -> reads(role))
                    .doOnNext(reply -> fails |= begun.get() >= IN_FLIGHT && role == Role.WRITE);
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return target.executeAll(role, requests).doOnSubscribe(subscribed -> reads(role));
        }

        private void reads(Role role) {
            if (role == Role.READ) {
                failNow();
            }
        }
    }
}
