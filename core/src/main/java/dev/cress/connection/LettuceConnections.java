package dev.cress.connection;

import dev.cress.error.UnsupportedServerException;
import io.lettuce.core.resource.ClientResources;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The open connections of one Lettuce client. */
final class LettuceConnections implements RedisConnections {

    private final LettuceRedisExecutor executor;
    private final ServerInfo server;
    private final Mono<Void> closing;
    private final ClientResources resources;
    private final MessageNodes messages;
    private volatile boolean closed;

    private LettuceConnections(
            LettuceRedisExecutor executor,
            ServerInfo server,
            Mono<Void> closing,
            ClientResources resources,
            MessageNodes messages) {
        this.executor = executor;
        this.server = server;
        this.closing = closing;
        this.resources = resources;
        this.messages = messages;
    }

    /**
     * @param closing ends all connections but those for messages
     */
    static RedisConnections open(
            ConnectionOptions options,
            ServerInfo server,
            ClientResources resources,
            Map<Role, Dispatcher> dispatchers,
            Mono<Void> closing,
            ReplicatedChannels.Nodes nodes,
            MessageNodes messages) {
        Map<Role, CommandChannel> channels = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            int limit = role == Role.WRITE ? options.writesInFlight() : options.readsInFlight();
            int company = role == Role.WRITE && !server.cluster() ? WriteJoiner.MOST_WRITES : 1;
            channels.put(
                    role,
                    new CommandChannel(
                            Objects.requireNonNull(dispatchers.get(role)),
                            new AfterReading(resources.eventExecutorGroup().next()),
                            limit,
                            options.queueLimit(),
                            company));
        }
        ReplicatedChannels replicated = new ReplicatedChannels(
                nodes,
                connection -> new ReplicatedChannel(
                        connection, resources.eventExecutorGroup().next(), options.queueLimit()));
        LettuceRedisExecutor executor = new LettuceRedisExecutor(
                channels, replicated, new RetryPolicy(options.operationDeadline()), server.atLeast(7, 0));
        return new LettuceConnections(executor, server, closing, resources, messages);
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
    public String node(String channel) {
        return messages.node(channel);
    }

    @Override
    public Mono<MessageConnection> openMessages(String channel, MessageListener listener) {
        return Mono.defer(() -> messages.connect(channel))
                .map(connection -> new LettuceMessageConnection(connection, listener, messages::moved));
    }

    @Override
    public Mono<MessageConnection> openShardMessages(String channel, MessageListener listener) {
        return server.atLeast(7, 0)
                ? openMessages(channel, listener)
                : Mono.error(new UnsupportedServerException("sharded channels need Redis 7, this server says "
                        + server.version() + "; use a plain channel"));
    }

    @Override
    public Mono<Void> closeLater() {
        Mono<Void> commands = Mono.defer(() -> {
            closed = true;
            executor.close();
            return closing;
        });
        return Flux.concatDelayError(commands, messages.closeLater(), LettuceConnector.shutdown(resources))
                .then();
    }
}
