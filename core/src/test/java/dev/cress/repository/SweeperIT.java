package dev.cress.repository;

import static dev.cress.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.connection.MovedClock;
import dev.cress.entity.EntityOptions;
import dev.cress.entity.Swept;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

@Order(0)
@RedisTest
class SweeperIT {

    private static final int COUNT = 400;

    interface Sessions extends ReactiveRepository<Session, String>, Expiring<Session, String> {}

    private final RedisEnvironment redis;
    private final MovedClock clock = new MovedClock();
    private final BlockingQueue<Swept> swept = new LinkedBlockingQueue<>();
    private final List<Cress> contexts = new ArrayList<>();
    private final String namespace;

    SweeperIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    private Sessions open() {
        return open(new CopyOnWriteArrayList<>());
    }

    /** @param calls gets what is sent */
    private Sessions open(CopyOnWriteArrayList<String> calls) {
        Cress cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .operationDeadline(Duration.ofSeconds(20))
                        .executor(target -> RecordingExecutor.into(calls)
                                .apply(clock.executor().apply(target)))
                        .entities(EntityOptions.builder()
                                .sweepEvery(Duration.ofMillis(10))
                                .onSwept(swept::add)
                                .build())
                        .build())
                .block();
        contexts.add(cress);
        return cress.repository(Sessions.class);
    }

    @AfterEach
    void close() {
        contexts.forEach(cress -> cress.closeLater().block());
    }

    private List<Swept> sweptUntil(long removed) throws InterruptedException {
        List<Swept> all = new ArrayList<>();
        while (all.stream().mapToLong(Swept::removed).sum() < removed) {
            Swept next = swept.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("swept until now: %s", all).isNotNull();
            all.add(next);
        }
        return all;
    }

    @Test
    void removesInTheBackgroundWhatIsOverOnceAmongSeveralPrograms() throws Exception {
        Sessions sessions = open();
        Sessions others = open();
        assertThat(others.count().block()).isZero();
        Flux.range(0, COUNT)
                .flatMap(i -> sessions.save(Session.of("s" + i)), 64)
                .blockLast();
        clock.move(Duration.ofMinutes(30).plusMillis(5));

        List<Swept> all = sweptUntil(COUNT);

        assertThat(all.stream().mapToLong(Swept::removed).sum()).isEqualTo(COUNT);
        assertThat(all).allSatisfy(one -> {
            assertThat(one.model()).isEqualTo("session");
            assertThat(one.lag()).isEqualTo(Duration.ofMillis(5));
            assertThat(one.stuck()).isZero();
        });
        assertThat(sessions.sweep().block()).as("nothing is left").isZero();
    }

    /** As the server does ten seconds after the last round of who has them. */
    private void endLeases() {
        try (RawRedis raw = RawRedis.of(redis)) {
            raw.commands()
                    .keys(namespace + ":*:session:s")
                    .forEach(lease -> raw.commands().del(lease));
        }
    }

    @Test
    void stopsWithItsContext() throws Exception {
        CopyOnWriteArrayList<String> calls = new CopyOnWriteArrayList<>();
        Sessions sessions = open(calls);
        sessions.save(Session.of("first")).block();
        clock.move(Duration.ofMinutes(30));
        sweptUntil(1);
        sessions.save(Session.of("second")).block();
        contexts.get(0).closeLater().block();
        calls.clear();
        swept.clear();
        clock.move(Duration.ofMinutes(30));
        endLeases();

        CopyOnWriteArrayList<String> callsOfLater = new CopyOnWriteArrayList<>();
        Sessions later = open(callsOfLater);
        assertThat(later.existsById("second").block()).isFalse();
        assertThat(sweptUntil(1)).hasSize(1);
        await("some rounds", () -> callsOfLater.size() > 10);
        assertThat(calls).isEmpty();
    }
}
