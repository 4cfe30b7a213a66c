package dev.cress.connection;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The open connections of one Lettuce client. */
final class LettuceConnections implements RedisConnections {

    private final LettuceRedisExecutor executor;
    private final boolean cluster;
    private final AbstractRedisClient client;
    private final ClientResources resources;
    private final Supplier<? extends Mono<? extends StatefulRedisPubSubConnection<byte[], byte[]>>> pubSub;

    private LettuceConnections(
            LettuceRedisExecutor executor,
            boolean cluster,
            AbstractRedisClient client,
            ClientResources resources,
            Supplier<? extends Mono<? extends StatefulRedisPubSubConnection<byte[], byte[]>>> pubSub) {
        this.executor = executor;
        this.cluster = cluster;
        this.client = client;
        this.resources = resources;
        this.pubSub = pubSub;
    }

    static RedisConnections open(
            ConnectionOptions options,
            ServerInfo server,
            ClientResources resources,
            Map<Role, StatefulConnection<byte[], byte[]>> connections,
            AbstractRedisClient client,
            Supplier<? extends Mono<? extends StatefulRedisPubSubConnection<byte[], byte[]>>> pubSub) {
        Map<Role, CommandChannel> channels = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            int limit = role == Role.WRITE ? options.writesInFlight() : options.readsInFlight();
            channels.put(
                    role,
                    new CommandChannel(
                            Objects.requireNonNull(connections.get(role)),
                            resources.eventExecutorGroup().next(),
                            limit,
                            options.queueLimit()));
        }
        LettuceRedisExecutor executor =
                new LettuceRedisExecutor(channels, new RetryPolicy(options.operationDeadline()), server.atLeast(7, 0));
        return new LettuceConnections(executor, server.cluster(), client, resources, pubSub);
    }

    @Override
    public RedisExecutor executor() {
        return executor;
    }

    @Override
    public boolean cluster() {
        return cluster;
    }

    @Override
    public Mono<StatefulRedisPubSubConnection<byte[], byte[]>> openPubSub() {
        return Mono.defer(pubSub).cast(StatefulRedisPubSubConnection.class).map(connection -> {
            @SuppressWarnings("unchecked")
            StatefulRedisPubSubConnection<byte[], byte[]> typed = connection;
            return typed;
        });
    }

    @Override
    public Mono<Void> closeLater() {
        return LettuceConnector.from(() -> {
                    executor.close();
                    return client.shutdownAsync(0, 2, TimeUnit.SECONDS);
                })
                .then(LettuceConnector.shutdown(resources));
    }
}
