package dev.cress.repository;

import dev.cress.connection.RedisConnections;
import dev.cress.entity.EntityStore;

/**
 * What a fragment stands on.
 *
 * @param store where the entities are
 * @param connections the open connections
 * @param <T> the entity type
 */
public record FragmentContext<T>(EntityStore<T> store, RedisConnections connections) {}
