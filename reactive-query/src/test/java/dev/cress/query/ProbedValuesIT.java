package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Several values that are asked for in one round trip, between which the server serves others: lamps change from a colour that is still to be asked for to one that was. */
@RedisTest
class ProbedValuesIT {

    interface Lamps extends ReactiveRepository<Lamp, String>, Queryable<Lamp> {}

    @RedisEntity("lamp")
    record Lamp(
            @Id String id, @Indexed String room, @Indexed String colour) {

        static Lamp of(int i, String shining) {
            return new Lamp("lamp-" + i, i < IN_HALL ? "hall" : "attic", i % 2 == 0 ? shining : "blue");
        }
    }

    /** Sends together what was to be sent together, but for what others do in between. */
    private record Interrupted(RedisExecutor target, Supplier<Mono<Void>> others) implements RedisExecutor {

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return target.execute(role, request);
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return requests.stream().noneMatch(Interrupted::isProbe)
                    ? target.executeAll(role, requests)
                    : Flux.fromIterable(requests)
                            .concatMap(request -> target.execute(role, request)
                                    .delayUntil(reply -> isProbe(request) ? others.get() : Mono.empty()))
                            .collectList();
        }

        private static boolean isProbe(Request<?> request) {
            return request.name().equals("ZMSCORE");
        }
    }

    private static final int LAMPS = 60;
    private static final int IN_HALL = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger probes = new AtomicInteger();
    private final Cress cress;
    private final Lamps lamps;

    ProbedValuesIT(RedisEnvironment redis) {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .partitions(1)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .executor(target -> new Interrupted(target, this::change))
                        .build())
                .block();
        lamps = cress.repository(Lamps.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    /** All that are red become green once it was asked who is green, and then red again. */
    private Mono<Void> change() {
        String colour = probes.incrementAndGet() % 2 == 1 ? "green" : "red";
        return lamps.saveAll(Flux.range(0, IN_HALL).map(i -> Lamp.of(i, colour)))
                .then();
    }

    @Test
    void givesOnceWhatAlwaysHasOneOfThem() {
        lamps.saveAll(Flux.range(0, LAMPS).map(i -> Lamp.of(i, "red"))).blockLast();
        Query<Lamp> shining =
                lamps.query().where(Lamp::room).is("hall").where(Lamp::colour).in("green", "red");
        assertThat(shining.explain().block().text()).contains("Probe(colour=");
        List<String> even =
                IntStream.range(0, IN_HALL / 2).mapToObj(i -> "lamp-" + 2 * i).toList();

        assertThat(shining.all().map(Lamp::id).collectList().block(PATIENCE)).containsExactlyInAnyOrderElementsOf(even);
        assertThat(shining.ids(String.class).all().collectList().block(PATIENCE))
                .containsExactlyInAnyOrderElementsOf(even);
        assertThat(probes.get()).isEqualTo(4);
    }
}
