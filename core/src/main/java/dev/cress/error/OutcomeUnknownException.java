package dev.cress.error;

import org.jspecify.annotations.Nullable;

/**
 * A write was sent and its reply lost: it may or may not have happened. Cress has not sent it again, unless it has a write id, which makes that safe: then it may
 * also be repeated by the caller, with the same write id.
 */
public final class OutcomeUnknownException extends RedisDataException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String writeId;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.writeId = null;
    }

    /**
     * @param writeId the write id with which the same write may be repeated
     * @param cause what it was caused by
     */
    public OutcomeUnknownException(String writeId, OutcomeUnknownException cause) {
        super(
                cause.getMessage() + ", or repeat the same write with WriteOptions.writeId(\"" + writeId
                        + "\"), which takes effect once",
                cause);
        this.writeId = writeId;
    }

    /** {@return the write id with which the same write may be repeated; null when it may not} */
    public @Nullable String writeId() {
        return writeId;
    }
}
