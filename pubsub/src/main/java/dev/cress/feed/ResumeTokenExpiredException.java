package dev.cress.feed;

import dev.cress.error.NonTransientRedisDataException;

/** Events after a token are gone: the stream was trimmed to its retention, or deleted. What depends on the feed is to be built anew. */
public final class ResumeTokenExpiredException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final int partition;
    private final long from;
    private final long to;

    /**
     * @param message what happened, where, and what to do
     * @param partition number of the partition
     * @param from number of the first missing event
     * @param to number of the last missing event
     */
    public ResumeTokenExpiredException(String message, int partition, long from, long to) {
        super(message, null);
        this.partition = partition;
        this.from = from;
        this.to = to;
    }

    /** {@return number of the partition} */
    public int partition() {
        return partition;
    }

    /** {@return number of the first missing event} */
    public long from() {
        return from;
    }

    /** {@return number of the last missing event} */
    public long to() {
        return to;
    }
}
