package dev.cress.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is left of the life of a stored entity.
 *
 * @param now the server's time when it was asked
 * @param end when the life ends; empty for a permanent entity
 */
public record Lifespan(Instant now, Optional<Instant> end) {

    /** {@return how long it lives from {@link #now} on; empty for a permanent entity} */
    public Optional<Duration> remaining() {
        return end.map(instant -> Duration.between(now, instant));
    }
}
