package dev.cress.script.entity;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long entities of a type live where a write does not say it.
 *
 * @param ttl how long a new one lives; null for ever
 * @param onSave what a save does to the life of a stored one
 * @param grace how much later than the end of a life the server removes the hash by itself, in case that nobody sweeps
 */
public record LifeRule(@Nullable Duration ttl, OnSave onSave, Duration grace) {

    /** Long enough for a night without any program that sweeps. */
    public static final Duration DEFAULT_GRACE = Duration.ofHours(24);

    /** Beyond that a sum with the time is not exact in a script. */
    public static final Duration MAX_TTL = Duration.ofDays(365_000);

    /** Which times to live there are. */
    public static final String TTL_RANGE = "a time to live is from a millisecond to " + MAX_TTL.toDays() + " days";

    /** What a save that says nothing does to the life of a stored entity. */
    public enum OnSave {
        /** It begins anew: with its own time to live, or that of the type. A fixed end stays, and so does a permanent entity. */
        RESTART,
        /** Its end stays. */
        KEEP
    }

    /** Checks the time to live. */
    public LifeRule {
        if (ttl != null) {
            requireTtl(ttl);
        }
    }

    /**
     * Checks a time to live.
     *
     * @param ttl a time to live
     * @return the same
     * @throws IllegalArgumentException when it is shorter than a millisecond, or longer than 1,000 years
     */
    public static Duration requireTtl(Duration ttl) {
        if (ttl.compareTo(Duration.ofMillis(1)) < 0 || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException(TTL_RANGE + ", not " + ttl + "; what lives for ever has none");
        }
        return ttl;
    }

    List<?> constants() {
        return List.of(ttl == null ? 0 : ttl.toMillis(), onSave.name().toLowerCase(Locale.ROOT), grace.toMillis());
    }
}
