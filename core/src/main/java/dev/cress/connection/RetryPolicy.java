package dev.cress.connection;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When an attempt that was certainly not applied is repeated.
 *
 * @param deadline from the first attempt on, after which no other is begun
 */
record RetryPolicy(Duration deadline) {

    private static final long FIRST_PAUSE_NANOS = 5_000_000;
    private static final long LONGEST_PAUSE_NANOS = 250_000_000;

    /** Exponential, with full jitter: the pauses of many clients spread evenly. */
    long pauseNanos(int attempt) {
        long ceiling = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(attempt, 10));
        return 1 + ThreadLocalRandom.current().nextLong(ceiling);
    }
}
