package dev.cress.integration;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.connection.RedisExecutor;
import dev.cress.entity.EntityOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;

/** Programs that share a namespace and wait as long as a test does; what one of them meets is up to its executor. */
final class Programs implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String uri;
    private final String namespace;
    private final List<Cress> open = new ArrayList<>();

    Programs(String uri, String namespace) {
        this.uri = uri;
        this.namespace = namespace;
    }

    Cress start(UnaryOperator<RedisExecutor> executor) {
        return start(executor, EntityOptions.builder().build());
    }

    Cress start(UnaryOperator<RedisExecutor> executor, EntityOptions entities) {
        Cress cress = Cress.connect(CressOptions.builder(uri)
                        .namespace(namespace)
                        .executor(executor)
                        .entities(entities)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .build())
                .block(PATIENCE);
        open.add(cress);
        return cress;
    }

    @Override
    public void close() {
        Flux.fromIterable(open).flatMap(Cress::closeLater).blockLast(PATIENCE);
    }
}
