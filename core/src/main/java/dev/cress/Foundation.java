package dev.cress;

import dev.cress.connection.RedisConnections;
import dev.cress.connection.RedisExecutor;
import dev.cress.metric.Meters;

/**
 * What modules stand on that belong to no entity type. Not for applications.
 *
 * @param namespace begins every key
 * @param connections the open connections
 * @param executor what sends requests
 * @param meters records what is measured
 */
public record Foundation(String namespace, RedisConnections connections, RedisExecutor executor, Meters meters) {}
