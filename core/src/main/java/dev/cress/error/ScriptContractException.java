package dev.cress.error;

import org.jspecify.annotations.Nullable;

/** A script failed in a way that its contract does not have; the entity it was about should be checked. */
public final class ScriptContractException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     * @param cause what it was caused by, or null
     */
    public ScriptContractException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
