package dev.cress.feed;

/** What happens to a member of a group. */
public sealed interface GroupSignal {

    /**
     * The member has a partition.
     *
     * @param partition number of the partition
     * @param fence number of the taking
     */
    record Assigned(int partition, long fence) implements GroupSignal {}

    /**
     * The member has a partition no more.
     *
     * @param partition number of the partition
     * @param reason why
     */
    record Revoked(int partition, Reason reason) implements GroupSignal {}

    /**
     * A handler has failed and is called again.
     *
     * @param partition number of the partition
     * @param id text of the entity's id
     * @param version version of the event
     * @param attempt the attempt that failed
     * @param failure its failure
     */
    record Retrying(int partition, String id, long version, int attempt, Throwable failure) implements GroupSignal {}

    /**
     * An event went to the dead letters.
     *
     * @param partition number of the partition
     * @param id text of the entity's id
     * @param version version of the event
     * @param attempts how often it was tried
     * @param failure the last failure
     */
    record Buried(int partition, String id, long version, int attempts, Throwable failure) implements GroupSignal {}

    /**
     * Events were gone before they were handled; the member goes on with what there is.
     *
     * @param loss a {@link FeedSignal.Gap} or {@link FeedSignal.Rewound}
     */
    record Lost(FeedSignal<?> loss) implements GroupSignal {}

    /** Why a member has a partition no more. */
    enum Reason {
        /** It was given back: for another member, for a pause, or at the end. */
        RELEASED,
        /** Another member has taken it, because the lease was over. */
        FENCED,
        /** The lease was over before it could be prolonged. */
        LAPSED
    }
}
