package dev.cress.repository;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.testing.RedisEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Flux;

/** Tests each of which has a namespace of its own, and contexts that are closed after it. */
abstract class ContextTest {

    static final Duration LIMIT = Duration.ofSeconds(60);

    final RedisEnvironment redis;
    final String namespace;
    private final List<Cress> contexts = new ArrayList<>();

    ContextTest(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    /** With patience: the defaults are for servers that have a processor to themselves. */
    final CressOptions.Builder options() {
        return CressOptions.builder(redis.uri())
                .namespace(namespace)
                .commandTimeout(Duration.ofSeconds(10))
                .operationDeadline(Duration.ofSeconds(20));
    }

    final Cress connect(CressOptions.Builder options) {
        Cress cress = Cress.connect(options.build()).block(LIMIT);
        contexts.add(cress);
        return cress;
    }

    @AfterEach
    final void closeContexts() {
        Flux.fromIterable(contexts).flatMap(Cress::closeLater).blockLast(LIMIT);
    }
}
