package dev.cress.feed;

import dev.cress.error.NonTransientRedisDataException;

/** The store has fewer events than the reader has seen: a failover lost the last ones, or data was restored. What depends on the feed is to be built anew. */
public final class HistoryRewoundException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final int partition;
    private final long read;
    private final long kept;

    /**
     * @param message what happened, where, and what to do
     * @param partition number of the partition
     * @param read number of the last event read
     * @param kept number of the last event that there is
     */
    public HistoryRewoundException(String message, int partition, long read, long kept) {
        super(message, null);
        this.partition = partition;
        this.read = read;
        this.kept = kept;
    }

    /** {@return number of the partition} */
    public int partition() {
        return partition;
    }

    /** {@return number of the last event read} */
    public long read() {
        return read;
    }

    /** {@return number of the last event that there is} */
    public long kept() {
        return kept;
    }
}
