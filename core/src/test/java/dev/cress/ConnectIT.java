package dev.cress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.error.AccessDeniedException;
import dev.cress.error.ClassPathException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.UnsupportedServerException;
import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@Isolated("counts the threads of all")
@RedisTest
class ConnectIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RedisEnvironment redis;

    ConnectIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    private static CressOptions options(String... uris) {
        return CressOptions.builder(uris).commandTimeout(Duration.ofSeconds(10)).build();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cress-lettuce"))
                .count();
    }

    @Test
    void connectsToWhatTheServerIs() {
        Cress cress = Cress.connect(options(redis.uri())).block(LIMIT);
        cress.verify().block(LIMIT);
        cress.closeLater().block(LIMIT);
    }

    /** Many at a time: no thread of the driver may block while others connect. */
    @Test
    void connectsManyTimesAtOnce() {
        List<Cress> open = Flux.range(0, 12)
                .flatMap(i -> Cress.connect(options(redis.uri())), 12)
                .collectList()
                .block(LIMIT);
        assertThat(open).hasSize(12);
        Flux.fromIterable(open).flatMap(Cress::closeLater).blockLast(LIMIT);
    }

    @Test
    void connectsNothingBeforeSubscriptionAndAnewForEach() {
        AtomicInteger connected = new AtomicInteger();
        Mono<Cress> cold = Cress.connect(CressOptions.builder(redis.uri())
                .commandTimeout(Duration.ofSeconds(10))
                .executor(given -> {
                    connected.incrementAndGet();
                    return given;
                })
                .build());
        for (int i = 0; i < 2; i++) {
            assertThat(connected).hasValue(i);
            cold.flatMap(Cress::closeLater).block(LIMIT);
        }
        assertThat(connected).hasValue(2);
        var failing = Cress.connect(options("redis://127.0.0.1:1"));
        assertThatThrownBy(() -> failing.block(LIMIT)).isInstanceOf(RedisUnavailableException.class);
        assertThatThrownBy(() -> failing.block(LIMIT)).isInstanceOf(RedisUnavailableException.class);
    }

    @Test
    void namesTheAddressThatDoesNotAnswerButNoPassword() throws IOException {
        int port = unusedPort();
        assertThatThrownBy(() -> Cress.connect(options("redis://user:secret@127.0.0.1:" + port))
                        .block(LIMIT))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageNotContaining("secret");
    }

    @Test
    void takesTheFirstAddressThatAnswers() throws IOException {
        Cress cress = Cress.connect(options("redis://127.0.0.1:" + unusedPort(), redis.uri()))
                .block(LIMIT);
        cress.closeLater().block(LIMIT);
    }

    @Test
    void refusesAWrongOrMissingPassword() {
        try (EmbeddedRedis server =
                EmbeddedRedis.builder().arguments("--requirepass", "right").start()) {
            for (String user : List.of("", ":secret@", "nobody:secret@")) {
                assertThatThrownBy(() -> Cress.connect(options("redis://" + user + "127.0.0.1:" + server.port()))
                                .block(LIMIT))
                        .isInstanceOf(AccessDeniedException.class)
                        .hasMessageNotContaining("secret");
            }
            Cress cress = Cress.connect(options("redis://:right@127.0.0.1:" + server.port()))
                    .block(LIMIT);
            cress.closeLater().block(LIMIT);
        }
    }

    @Test
    void refusesAServerThatEvictsKeys() {
        try (EmbeddedRedis server = EmbeddedRedis.builder()
                .arguments("--maxmemory-policy", "allkeys-lru")
                .start()) {
            Cress.connect(options(server.uri()))
                    .as(StepVerifier::create)
                    .expectErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(UnsupportedServerException.class)
                            .hasMessageContaining("allkeys-lru"))
                    .verify(LIMIT);
        }
    }

    /** Reactor itself rethrows them and signals nothing: who connects would wait for ever. */
    @Test
    void failsWithATypedErrorWhenAClassIsMissing() {
        NoClassDefFoundError missing = new NoClassDefFoundError("org/example/Missing");
        CressOptions options = CressOptions.builder(redis.uri())
                .commandTimeout(Duration.ofSeconds(10))
                .executor(given -> {
                    throw missing;
                })
                .build();
        Cress.connect(options)
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ClassPathException.class)
                        .hasCause(missing)
                        .hasMessageContaining("org/example/Missing"))
                .verify(LIMIT);
    }

    @Test
    void leavesNoThreadBehind() throws IOException, InterruptedException {
        long before = threads();
        Cress.connect(options(redis.uri())).flatMap(Cress::closeLater).block(LIMIT);
        Cress.connect(options("redis://127.0.0.1:" + unusedPort()))
                .onErrorComplete()
                .block(LIMIT);
        try (ServerSocket silent = new ServerSocket(0)) {
            assertThatThrownBy(() -> Cress.connect(options("redis://127.0.0.1:" + silent.getLocalPort()))
                            .timeout(Duration.ofMillis(100))
                            .block(LIMIT))
                    .hasCauseInstanceOf(TimeoutException.class);
        }

        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (threads() > before && System.nanoTime() < deadline) {
            Thread.sleep(10); // threads end a moment after their pools
        }
        assertThat(threads()).isLessThanOrEqualTo(before);
    }
}
