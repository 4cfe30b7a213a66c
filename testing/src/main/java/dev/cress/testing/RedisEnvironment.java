package dev.cress.testing;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Redis to test against: a standalone server or a cluster. Tests share it and keep apart by namespaces. Thread-safe.
 *
 * <p>Which server it is, the first that is set decides:
 * <ol>
 *   <li>the environment variable {@code REDIS_URL} (standalone) or {@code REDIS_CLUSTER_URL} (cluster): a server that
 *       runs already;
 *   <li>the system property {@code cress.testing.redis.image}, standalone only: a container of that image, such as
 *       {@code redis:8}, which takes Docker and {@code org.testcontainers:testcontainers} on the class path;
 *   <li>the embedded redis-server.
 * </ol>
 *
 * <p>In JUnit, {@link RedisTest} injects an environment, owns it and closes it after the last test. Without JUnit the
 * caller owns what {@link #standalone()} and {@link #cluster()} return, and closes it.
 */
public final class RedisEnvironment implements AutoCloseable {

    private final RedisTopology topology;
    private final String uri;
    private final Runnable onClose;
    private final String namespacePrefix = "t-" + UUID.randomUUID().toString().substring(0, 13) + "-";
    private final AtomicLong namespaces = new AtomicLong();

    RedisEnvironment(RedisTopology topology, String uri, Runnable onClose) {
        this.topology = topology;
        this.uri = uri;
        this.onClose = onClose;
    }

    /**
     * Opens a standalone server. Blocks until it is ready.
     *
     * @return an environment that the caller closes
     * @throws UnsupportedPlatformException if it is the embedded server, and there is no binary for this platform
     * @throws RedisStartException if the server does not become ready
     */
    public static RedisEnvironment standalone() {
        return ServerSelection.fromSystem().open(RedisTopology.STANDALONE);
    }

    /**
     * Opens a cluster. Blocks until it is ready, about two seconds for the embedded one.
     *
     * @return an environment that the caller closes
     * @throws UnsupportedPlatformException if it is the embedded cluster, and there is no binary for this platform
     * @throws RedisStartException if the cluster does not become ready
     */
    public static RedisEnvironment cluster() {
        return ServerSelection.fromSystem().open(RedisTopology.CLUSTER);
    }

    /**
     * The arrangement of the servers.
     *
     * @return standalone or cluster
     */
    public RedisTopology topology() {
        return topology;
    }

    /**
     * The address of the server, or of one node of the cluster.
     *
     * @return a {@code redis://} or {@code rediss://} URI, which may hold credentials if it comes from the environment
     */
    public String uri() {
        return uri;
    }

    /**
     * A key prefix that nobody else uses, on this and on any other machine, so that tests can share a server.
     *
     * @return a new name with each call, of the form {@code [A-Za-z0-9_.-]{1,64}}
     */
    public String newNamespace() {
        return namespacePrefix + namespaces.incrementAndGet();
    }

    /** The same servers for somebody who does not own them: closing the result does nothing. */
    RedisEnvironment shared() {
        return new RedisEnvironment(topology, uri, () -> {});
    }

    /** Ends the servers that this environment started. An environment injected by {@link RedisTest} ignores the call. */
    @Override
    public void close() {
        onClose.run();
    }

    /** The topology only: the address may hold credentials. */
    @Override
    public String toString() {
        return topology.toString();
    }
}
