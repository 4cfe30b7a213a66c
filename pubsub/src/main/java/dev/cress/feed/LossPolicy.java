package dev.cress.feed;

/** What a feed does when events were lost before it could read them. */
public enum LossPolicy {
    /** It fails, with {@link ResumeTokenExpiredException} or {@link HistoryRewoundException}. */
    FAIL,
    /**
     * It signals {@link FeedSignal.Gap} or {@link FeedSignal.Rewound} and goes on with what there is; after {@code Rewound} with the oldest event that is kept, so that events come
     * again rather than not at all.
     */
    SIGNAL,
    /** It signals {@link FeedSignal.Gap} or {@link FeedSignal.Rewound}, then {@link FeedSignal.SnapshotStarted}, and reads everything anew. */
    SNAPSHOT
}
