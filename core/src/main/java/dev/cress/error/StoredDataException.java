package dev.cress.error;

import org.jspecify.annotations.Nullable;

/** What is stored is not what the mapping or the layout says: foreign data, a property whose type changed, or a damaged key. */
public class StoredDataException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public StoredDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
