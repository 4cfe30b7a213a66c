package dev.cress.testing;

import java.util.function.UnaryOperator;

/**
 * Decides which server a test gets; {@link RedisEnvironment} documents the order.
 *
 * @param variables value of an environment variable, empty when it is not set
 * @param properties value of a system property, empty when it is not set
 */
record ServerSelection(UnaryOperator<String> variables, UnaryOperator<String> properties) {

    static final String STANDALONE_VARIABLE = "REDIS_URL";
    static final String CLUSTER_VARIABLE = "REDIS_CLUSTER_URL";
    static final String IMAGE_PROPERTY = "cress.testing.redis.image";

    static ServerSelection fromSystem() {
        return new ServerSelection(
                name -> System.getenv().getOrDefault(name, ""), name -> System.getProperty(name, ""));
    }

    RedisEnvironment open(RedisTopology topology) {
        return switch (topology) {
            case STANDALONE -> openStandalone();
            case CLUSTER -> openCluster();
        };
    }

    private RedisEnvironment openStandalone() {
        String url = variables.apply(STANDALONE_VARIABLE);
        if (!url.isBlank()) {
            return new RedisEnvironment(RedisTopology.STANDALONE, url, () -> {});
        }
        String image = properties.apply(IMAGE_PROPERTY);
        if (!image.isBlank()) {
            return ContainerServer.start(image);
        }
        EmbeddedRedis server = EmbeddedRedis.start();
        return new RedisEnvironment(RedisTopology.STANDALONE, server.uri(), server::close);
    }

    private RedisEnvironment openCluster() {
        String url = variables.apply(CLUSTER_VARIABLE);
        if (!url.isBlank()) {
            return new RedisEnvironment(RedisTopology.CLUSTER, url, () -> {});
        }
        EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start();
        return new RedisEnvironment(RedisTopology.CLUSTER, cluster.uri(), cluster::close);
    }
}
