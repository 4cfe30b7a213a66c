/**
 * Real Redis servers for tests: an embedded launcher for a single server and for a cluster, and a JUnit annotation that
 * runs a test class once per topology. The launchers need no JUnit.
 *
 * <p>System properties: {@code cress.testing.redis.executable} (path of a redis-server 7.0 or newer to run instead of the
 * bundled one) and {@code cress.testing.redis.image} (container image for {@link dev.cress.testing.RedisEnvironment}).
 * Environment variables: {@code REDIS_URL} and {@code REDIS_CLUSTER_URL} (servers that run already).
 */
@NullMarked
package dev.cress.testing;

import org.jspecify.annotations.NullMarked;
