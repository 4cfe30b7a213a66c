package dev.cress.feed;

/**
 * What a reader of a feed hears: changes, and what is to be known of them.
 *
 * @param <T> the entity type
 */
public sealed interface FeedSignal<T> {

    /**
     * The feed has found where it begins; the first signal.
     *
     * @param token the place
     * @param <T> the entity type
     */
    record Subscribed<T>(ResumeToken token) implements FeedSignal<T> {}

    /**
     * A change, or an entity of a snapshot.
     *
     * @param event what happened
     * @param <T> the entity type
     */
    record Change<T>(ChangeEvent<T> event) implements FeedSignal<T> {}

    /**
     * All entities follow, as {@link Operation#READ}, with the changes of those that came before. What is known from earlier is to be forgotten: an entity that is gone does not
     * come.
     *
     * @param token where the snapshot begins
     * @param <T> the entity type
     */
    record SnapshotStarted<T>(ResumeToken token) implements FeedSignal<T> {}

    /**
     * All entities have come: from here on, what was read is what is stored, as of the last change.
     *
     * @param token where the feed goes on
     * @param <T> the entity type
     */
    record SnapshotFinished<T>(ResumeToken token) implements FeedSignal<T> {}

    /**
     * Events passed that the filter does not let through.
     *
     * @param token where the feed goes on after them
     * @param <T> the entity type
     */
    record Progress<T>(ResumeToken token) implements FeedSignal<T> {}

    /**
     * Events are gone before they were read: the stream was trimmed to its retention, or deleted.
     *
     * @param partition number of the partition
     * @param from number of the first missing event
     * @param to number of the last missing event
     * @param <T> the entity type
     */
    record Gap<T>(int partition, long from, long to) implements FeedSignal<T> {}

    /**
     * The partition has fewer events than were read: a failover lost the last ones, or data was restored.
     *
     * @param partition number of the partition
     * @param read number of the last event read
     * @param kept number of the last event that there is
     * @param <T> the entity type
     */
    record Rewound<T>(int partition, long read, long kept) implements FeedSignal<T> {}
}
