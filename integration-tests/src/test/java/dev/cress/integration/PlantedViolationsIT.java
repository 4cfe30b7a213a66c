package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Checks the proofs: Cress lies to its clients, or does to one record what it must not, and the verdict on their history must notice. */
@RedisTest(RedisTopology.STANDALONE)
class PlantedViolationsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Throwable PLANTED = new IllegalStateException("planted");
    private static final String VERSION_CHECK =
            "if expected ~= '' and expected ~= (found or '0') then return {'VERSION', found or '0'} end";

    private final RedisEnvironment redis;
    private final String namespace;

    PlantedViolationsIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    /** What is planted, as an executor around the true one. */
    record Planted(String name, UnaryOperator<RedisExecutor> executor) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Changes what happens to each seventh write. */
    @FunctionalInterface
    private interface Lie {
        <R> Mono<R> tell(Request<R> write, Mono<R> sent);
    }

    private record Liar(RedisExecutor delegate, Lie lie, AtomicInteger writes) implements RedisExecutor {

        static Planted of(String name, Lie lie) {
            return new Planted(name, executor -> new Liar(executor, lie, new AtomicInteger()));
        }

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            Mono<R> sent = delegate.execute(role, request);
            return request.name().startsWith("entity/")
                    ? Mono.defer(() -> writes.incrementAndGet() % 7 == 0 ? lie.tell(request, sent) : sent)
                    : sent;
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return delegate.executeAll(role, requests);
        }
    }

    private static Planted broken(String name, String script, String text) {
        return new Planted(name, executor -> new FaultyExecutor(executor, Fault.inSource(script, text, "")));
    }

    private static Planted forgetful(String name, String script) {
        return new Planted(
                name,
                executor -> new FaultyExecutor(
                        executor, Fault.whereInSource(script, "if known then return cmsgpack.unpack(known) end", "")));
    }

    static Stream<Planted> violations() {
        return Stream.of(
                Liar.of("a write is sent twice", new Lie() {
                    @Override
                    public <R> Mono<R> tell(Request<R> write, Mono<R> sent) {
                        return sent.then(sent);
                    }
                }),
                Liar.of("a write that was applied is told as not run", new Lie() {
                    @Override
                    public <R> Mono<R> tell(Request<R> write, Mono<R> sent) {
                        return sent.then(Mono.error(new RedisUnavailableException("planted", PLANTED)));
                    }
                }),
                Liar.of("an unknown write is repeated later", new Lie() {
                    @Override
                    public <R> Mono<R> tell(Request<R> write, Mono<R> sent) {
                        return sent.then(sent).then(Mono.error(new OutcomeUnknownException("planted", PLANTED)));
                    }
                }),
                broken("a save does not check the version", "entity/save", VERSION_CHECK),
                broken("a patch does not check the version", "entity/patch", VERSION_CHECK),
                broken(
                        "a patch does not check its conditions",
                        "entity/patch",
                        "if not met then return nil, {'CONDITION', found or '0', tostring(i)} end"),
                forgetful("a named save is done each time", "entity/save"),
                forgetful("a named patch is done each time", "entity/patch"),
                forgetful("a named deletion is done each time", "entity/delete"),
                forgetful("a named unit is done each time", "entity/unit"),
                new Planted(
                        "a unit tells its first write only",
                        executor -> new FaultyExecutor(
                                executor,
                                Fault.inSource(
                                        "entity/unit",
                                        "for _, event in ipairs(events) do moves[#moves + 1] = event end",
                                        "moves[#moves + 1] = events[1]"))),
                broken(
                        "an insert overwrites",
                        "entity/save",
                        "if found and mode == 'insert' then return {'EXISTS', found} end"),
                broken(
                        "an update creates",
                        "entity/save",
                        "if not found and mode == 'update' then return {'MISSING'} end"),
                broken(
                        "a deletion does not check the version",
                        "entity/delete",
                        "if expected ~= '' and expected ~= found then return {'VERSION', found} end"));
    }

    private void run(UnaryOperator<RedisExecutor> executor) {
        Cress cress = Cress.connect(CressOptions.builder(redis.uri())
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .namespace(namespace)
                        .partitions(1)
                        .executor(executor)
                        .build())
                .block(PATIENCE);
        try {
            Load load = Load.withUnits(List.of(cress), 1, 6, 42);
            load.run(1_500).block(PATIENCE);
            new Verdict(redis.uri(), namespace, 1).require(load);
        } finally {
            cress.closeLater().block(PATIENCE);
        }
    }

    @Test
    void findsNothingWhenNothingIsPlanted() {
        assertThatCode(() -> run(UnaryOperator.identity())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("violations")
    void findsPlantedViolation(Planted planted) {
        Throwable noticed = Exceptions.unwrap(catchThrowable(() -> run(planted.executor())));
        assertThat(noticed)
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s).*(violations:|effects are wrong|no order explains|the second outcome of).*");
    }

    @Test
    void unknownWritesAreNoViolation() {
        AtomicInteger lies = new AtomicInteger();
        Planted honest = Liar.of("the outcome is not told", new Lie() {
            @Override
            public <R> Mono<R> tell(Request<R> write, Mono<R> sent) {
                Mono<R> unknown = Mono.error(new OutcomeUnknownException("planted", PLANTED));
                return lies.incrementAndGet() % 2 == 0 ? unknown : sent.then(unknown);
            }
        });
        assertThatCode(() -> run(honest.executor())).doesNotThrowAnyException();
        assertThat(lies.get()).isGreaterThan(50);
    }
}
