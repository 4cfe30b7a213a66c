package dev.cress.testing;

import java.util.List;

/**
 * A real Redis Cluster of masters without replicas, each an {@link EmbeddedRedis}; the hash slots are shared out evenly.
 * Starting takes about two seconds, which is how long a new master waits before it serves.
 *
 * <p>The caller owns the cluster: {@link #close()} ends all nodes; what is not closed ends with the JVM. Thread-safe.
 *
 * <pre>{@code
 * try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start()) {
 *     RedisClusterClient client = RedisClusterClient.create(cluster.uri());
 * }
 * }</pre>
 */
public final class EmbeddedRedisCluster implements AutoCloseable {

    /** Number of masters of {@link #start()}: the fewest with which a cluster can agree on the loss of one. */
    public static final int DEFAULT_MASTERS = 3;

    private final List<EmbeddedRedis> nodes;

    private EmbeddedRedisCluster(List<EmbeddedRedis> nodes) {
        this.nodes = nodes;
    }

    /**
     * Starts a cluster of {@value #DEFAULT_MASTERS} masters and waits until every node can serve all slots.
     *
     * @return the running cluster
     * @throws UnsupportedPlatformException if there is no binary for this platform
     * @throws RedisStartException if a node does not start, or the nodes do not agree within 20 seconds
     */
    public static EmbeddedRedisCluster start() {
        return start(DEFAULT_MASTERS);
    }

    /**
     * Starts a cluster and waits until every node can serve all slots.
     *
     * @param masters number of nodes, at least 1
     * @return the running cluster
     * @throws IllegalArgumentException if {@code masters} is less than 1
     * @throws UnsupportedPlatformException if there is no binary for this platform
     * @throws RedisStartException if a node does not start, or the nodes do not agree within 20 seconds
     */
    public static EmbeddedRedisCluster start(int masters) {
        if (masters < 1) {
            throw new IllegalArgumentException("masters must be at least 1, but was " + masters);
        }
        List<EmbeddedRedis> nodes = ClusterNodes.start(masters);
        try {
            ClusterFormation.of(nodes).form();
            return new EmbeddedRedisCluster(nodes);
        } catch (RuntimeException e) {
            nodes.forEach(EmbeddedRedis::close);
            throw e;
        }
    }

    /**
     * The address of one node, from which a client finds the others.
     *
     * @return {@code redis://127.0.0.1:<port>}
     */
    public String uri() {
        return nodes.get(0).uri();
    }

    /**
     * The nodes, for instance to kill and restart one.
     *
     * @return all nodes, in the order of their slot ranges
     */
    public List<EmbeddedRedis> nodes() {
        return nodes;
    }

    /**
     * Makes the nodes tell clients other ports than those on which they listen, such as those of proxies before them. Among themselves they go on as before. A node that is
     * restarted tells its own port again.
     *
     * @param ports a port for each node, in the order of {@link #nodes()}
     * @throws IllegalArgumentException if there is not one port for each node
     * @throws RedisStartException if the nodes do not agree on the new ports within 20 seconds
     */
    public void announcePorts(List<Integer> ports) {
        if (ports.size() != nodes.size()) {
            throw new IllegalArgumentException("there must be one port for each of " + nodes + ", but was " + ports);
        }
        ClusterFormation.of(nodes).announce(ports);
    }

    /** Ends all nodes and deletes their directories. Closing again does nothing. */
    @Override
    public void close() {
        nodes.forEach(EmbeddedRedis::close);
    }

    @Override
    public String toString() {
        return "EmbeddedRedisCluster" + nodes;
    }
}
