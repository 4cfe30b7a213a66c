package dev.cress.write;

import java.time.Duration;
import java.util.Objects;

/**
 * How many replicas must have a write before it is reported as done.
 *
 * @param replicas number of replicas, at least 1
 * @param timeout how long to wait for them, a millisecond to a minute
 */
public record Durability(int replicas, Duration timeout) {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Checks the bounds. */
    public Durability {
        Objects.requireNonNull(timeout, "timeout");
        if (replicas < 1) {
            throw new IllegalArgumentException("replicas are 1 or more, not " + replicas);
        }
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the time to wait for replicas is a millisecond to a minute, not " + timeout);
        }
    }
}
