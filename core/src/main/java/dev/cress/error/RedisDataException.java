package dev.cress.error;

import org.jspecify.annotations.Nullable;

/**
 * Root of all failures that Cress signals. Values of entities are never in a message.
 *
 * <ul>
 * <li>{@link TransientRedisDataException}: nothing was written; the same call may succeed later.
 * <li>{@link ConcurrencyRedisDataException}: nothing was written, another writer was first; read again, then retry.
 * <li>{@link OutcomeUnknownException}: the write may or may not have happened; read to find out.
 * <li>{@link NotReplicatedException}: the write has happened, and is on fewer replicas than were asked for.
 * <li>{@link NonTransientRedisDataException}: the same call fails again.
 * </ul>
 */
public abstract class RedisDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    protected RedisDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
