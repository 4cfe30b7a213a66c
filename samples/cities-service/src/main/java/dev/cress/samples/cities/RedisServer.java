package dev.cress.samples.cities;

import dev.cress.testing.EmbeddedRedis;

/**
 * The server that keeps the cities.
 *
 * @param stop ends the server, if it is ours
 */
record RedisServer(String uri, Runnable stop) implements AutoCloseable {

    /** A server that runs anyway. */
    static RedisServer at(String uri) {
        return new RedisServer(uri, () -> {});
    }

    /** A server of our own, which forgets everything at the end. */
    static RedisServer embedded() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        return new RedisServer(redis.uri(), redis::close);
    }

    @Override
    public void close() {
        stop.run();
    }
}
