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
 * @param changed names of the changed properties; for a creation and a deletion those that are told and had a value
 * @param before what is told of the entity before the change
 * @param after what is told of the entity after the change; for a row of a snapshot all
 * @param writeId what the writer has called its write, null when it gave no name
 * @param token where a reader goes on after this event
 * @param <T> the entity type
 */
public record ChangeEvent<T>(
        Operation operation,
        String id,
        long version,
        Set<String> changed,
        EventValues<T> before,
        EventValues<T> after,
        @Nullable String writeId,
        ResumeToken token) {

    /** Copies the names. */
    public ChangeEvent {
        changed = Set.copyOf(changed);
    }

    ChangeEvent<T> withBefore(EventValues<T> values) {
        return new ChangeEvent<>(operation, id, version, changed, values, after, writeId, token);
    }

    ChangeEvent<T> withAfter(EventValues<T> values) {
        return new ChangeEvent<>(operation, id, version, changed, before, values, writeId, token);
    }

    /** {@return when it was written, or the row of a snapshot was last changed, by the server's clock, to the microsecond} */
    public Instant timestamp() {
        return Instant.ofEpochSecond(version / 1_000_000, version % 1_000_000 * 1_000);
    }
}
