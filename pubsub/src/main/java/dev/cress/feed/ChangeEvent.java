package dev.cress.feed;

import java.time.Instant;
import java.util.Set;

/**
 * One change of one entity, as the write that made it has recorded it.
 *
 * @param operation what happened
 * @param id text of the entity's id
 * @param version version that the write gave the entity; for a deletion, the version of the deletion
 * @param changed names of the changed properties; for a creation and a deletion those that are indexed and had a value
 * @param before values of indexed properties before the change, for an update only of changed ones
 * @param after values of indexed properties after the change, for an update only of changed ones
 * @param token where a reader goes on after this event
 * @param <T> the entity type
 */
public record ChangeEvent<T>(
        Operation operation,
        String id,
        long version,
        Set<String> changed,
        IndexedValues<T> before,
        IndexedValues<T> after,
        ResumeToken token) {

    /** Copies the names. */
    public ChangeEvent {
        changed = Set.copyOf(changed);
    }

    /** {@return when it was written, by the server's clock, to the microsecond} */
    public Instant timestamp() {
        return Instant.ofEpochSecond(version / 1_000_000, version % 1_000_000 * 1_000);
    }
}
