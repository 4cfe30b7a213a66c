package dev.cress.scan;

import dev.cress.error.TransientRedisDataException;

/**
 * While a stream waited, more has changed than can be made up for: what it has not given yet may have come to a place that it has passed. Asking again begins anew; what was given before stays
 * true.
 */
public final class ScanOvertakenException extends TransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /** @param message what happened, and what to do */
    public ScanOvertakenException(String message) {
        super(message, null);
    }
}
