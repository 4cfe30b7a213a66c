package dev.cress.connection;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;

/**
 * Where a node of a cluster listens.
 *
 * @param host name or address of its host
 * @param port its port
 */
record NodeAddress(String host, int port) {

    static NodeAddress of(RedisClusterNode node) {
        RedisURI uri = node.getUri();
        return new NodeAddress(uri.getHost(), uri.getPort());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
