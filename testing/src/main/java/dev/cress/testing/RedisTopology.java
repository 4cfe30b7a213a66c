package dev.cress.testing;

import java.util.Locale;

/** How the servers under test are arranged. */
public enum RedisTopology {

    /** One server without cluster mode. */
    STANDALONE,

    /** A Redis Cluster of several masters, which share the hash slots. */
    CLUSTER;

    /** The name as test reports show it: lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
