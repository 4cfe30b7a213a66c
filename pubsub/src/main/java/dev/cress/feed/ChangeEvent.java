package dev.cress.feed;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change of one entity, as the write that made it has recorded it; or, of a snapshot, the entity as it is.
 *
 * @param operation what happened
 * @param id text of the entity's id
 * @param version version that the write gave the entity; for a deletion, the version of the deletion
 * @param entity the whole entity, for a row of a snapshot; otherwise null: read it where it is needed
 * @param changed names of the changed properties; for a creation and a deletion those that are indexed and had a value
 * @param before values of indexed properties before the change, for an update only of changed ones
 * @param after values of indexed properties after the change, for an update only of changed ones; for a row of a snapshot of all properties
 * @param token where a reader goes on after this event
 * @param <T> the entity type
 */
public record ChangeEvent<T>(
        Operation operation,
        String id,
        long version,
        @Nullable T entity,
        Set<String> changed,
        IndexedValues<T> before,
        IndexedValues<T> after,
        ResumeToken token) {

    /** Copies the names. */
    public ChangeEvent {
        changed = Set.copyOf(changed);
    }

    /** {@return when it was written, or the row of a snapshot was last changed, by the server's clock, to the microsecond} */
    public Instant timestamp() {
        return Instant.ofEpochSecond(version / 1_000_000, version % 1_000_000 * 1_000);
    }
}
