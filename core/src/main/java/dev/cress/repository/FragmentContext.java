package dev.cress.repository;

import dev.cress.connection.RedisConnections;
import dev.cress.entity.EntityStore;
import dev.cress.metric.Meters;
import java.util.List;
import java.util.function.Function;

/**
 * What a fragment stands on.
 *
 * @param store where the entities are
 * @param connections the open connections
 * @param cursorKeys the first signs cursors, which are taken by any of them; none to leave them unsigned
 * @param meters records what is measured
 * @param stores where entities of other types are, to which this one refers; throws {@link dev.cress.error.MappingException} for what is none
 * @param <T> the entity type
 */
public record FragmentContext<T>(
        EntityStore<T> store,
        RedisConnections connections,
        List<SigningKey> cursorKeys,
        Meters meters,
        Function<Class<?>, EntityStore<?>> stores) {

    /** Copies the keys. */
    public FragmentContext {
        cursorKeys = List.copyOf(cursorKeys);
    }
}
