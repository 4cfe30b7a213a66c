package dev.cress.connection;

import reactor.core.publisher.Mono;

/** All connections to one deployment. Owns them: closing it closes everything. */
public interface RedisConnections {

    /**
     * Connects. The kind of deployment is asked of the server.
     *
     * <ul>
     * <li><b>Emits</b> the open connections, one for each role, to every master of a cluster.
     * <li><b>Errors</b> {@link dev.cress.error.RedisUnavailableException}, {@link dev.cress.error.AccessDeniedException},
     *     {@link dev.cress.error.UnsupportedServerException}; nothing is left open then.
     * <li><b>Threading</b> set up on {@code Schedulers.boundedElastic()}; no thread waits for the network.
     * </ul>
     *
     * @param options addresses and bounds
     * @return a cold publisher
     */
    static Mono<RedisConnections> connect(ConnectionOptions options) {
        return new LettuceConnector(options).connect();
    }

    /** {@return what sends requests} */
    RedisExecutor executor();

    /** {@return whether the deployment is a cluster} */
    boolean cluster();

    /** {@return whether everything was closed, so that no connection can be opened any more} */
    boolean closed();

    /**
     * Tells on which node messages of a channel are published, as far as it is known; nothing is asked.
     *
     * @param channel name of a channel
     * @return the same for channels of the same node
     */
    String node(String channel);

    /**
     * Opens a connection for channels and patterns, which its user closes. On a cluster it goes to the node that has the slot of a channel's name, where messages of that channel arrive first, if
     * Cress publishes them; those of all others arrive too.
     *
     * @param channel name of a channel
     * @param listener hears what arrives
     * @return a cold publisher of a new connection
     */
    Mono<MessageConnection> openMessages(String channel, MessageListener listener);

    /**
     * Opens a connection to the node that has a shard channel's slot; its user closes it.
     * <ul>
     * <li><b>Errors</b> {@link dev.cress.error.UnsupportedServerException} before Redis 7.
     * </ul>
     *
     * @param channel name of the shard channel
     * @param listener hears what arrives
     * @return a cold publisher of a new connection
     */
    Mono<MessageConnection> openShardMessages(String channel, MessageListener listener);

    /**
     * Closes everything. What is under way fails.
     *
     * @return a cold publisher that completes when all is closed
     */
    Mono<Void> closeLater();
}
