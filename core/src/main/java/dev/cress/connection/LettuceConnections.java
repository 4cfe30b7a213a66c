package dev.cress.connection;

import dev.cress.error.RedisUnavailableException;
import dev.cress.error.UnsupportedServerException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The open connections of one Lettuce client. */
final class LettuceConnections implements RedisConnections {

    private final LettuceRedisExecutor executor;
    private final ServerInfo server;
    private final AbstractRedisClient client;
    private final ClientResources resources;
    private final Supplier<Mono<StatefulRedisPubSubConnection<byte[], byte[]>>> pubSub;
    private volatile boolean closed;

    private LettuceConnections(
            LettuceRedisExecutor executor,
            ServerInfo server,
            AbstractRedisClient client,
            ClientResources resources,
            Supplier<Mono<StatefulRedisPubSubConnection<byte[], byte[]>>> pubSub) {
        this.executor = executor;
        this.server = server;
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
            ReplicatedChannels.Nodes nodes,
            Supplier<Mono<StatefulRedisPubSubConnection<byte[], byte[]>>> pubSub) {
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
        ReplicatedChannels replicated = new ReplicatedChannels(
                nodes,
                connection -> new ReplicatedChannel(
                        connection, resources.eventExecutorGroup().next(), options.queueLimit()));
        LettuceRedisExecutor executor = new LettuceRedisExecutor(
                channels, replicated, new RetryPolicy(options.operationDeadline()), server.atLeast(7, 0));
        return new LettuceConnections(executor, server, client, resources, pubSub);
    }

    @Override
    public RedisExecutor executor() {
        return executor;
    }

    @Override
    public boolean cluster() {
        return server.cluster();
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public Mono<MessageConnection> openMessages(MessageListener listener) {
        return Mono.defer(pubSub).map(connection -> new LettuceMessageConnection(connection, connection, listener));
    }

    @Override
    public Mono<MessageConnection> openShardMessages(String channel, MessageListener listener) {
        if (!server.atLeast(7, 0)) {
            return Mono.error(new UnsupportedServerException(
                    "sharded channels need Redis 7, this server says " + server.version() + "; use a plain channel"));
        }
        return Mono.defer(pubSub)
                .flatMap(connection -> node(connection, channel)
                        .<MessageConnection>map(node -> new LettuceMessageConnection(node, connection, listener))
                        .onErrorResume(failure -> Mono.fromCompletionStage(connection::closeAsync)
                                .onErrorComplete()
                                .then(Mono.error(failure))));
    }

    private static Mono<StatefulRedisPubSubConnection<byte[], byte[]>> node(
            StatefulRedisPubSubConnection<byte[], byte[]> connection, String channel) {
        if (!(connection instanceof StatefulRedisClusterPubSubConnection<byte[], byte[]> all)) {
            return Mono.just(connection);
        }
        int slot = SlotHash.getSlot(channel.getBytes(StandardCharsets.UTF_8));
        RedisClusterNode master = all.getPartitions().getMasterBySlot(slot);
        return master == null
                ? Mono.error(new RedisUnavailableException("slot " + slot + " is served by no node", null))
                : LettuceConnector.from(() -> all.getConnectionAsync(master.getNodeId()));
    }

    @Override
    public Mono<Void> closeLater() {
        return LettuceConnector.from(() -> {
                    closed = true;
                    executor.close();
                    return client.shutdownAsync(0, 2, TimeUnit.SECONDS);
                })
                .then(LettuceConnector.shutdown(resources));
    }
}
