package dev.cress.write;

import static java.util.Objects.requireNonNull;

import dev.cress.mapping.Life;
import dev.cress.script.entity.LifeRule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a write says of an entity's life. Immutable; equal when they say the same. By the server's clock, to the millisecond. */
public final class Expiry {

    private static final Expiry KEPT = new Expiry("keep");
    private static final Expiry RESTARTED = new Expiry("restart");
    private static final Expiry NEVER = new Expiry("never");

    private final String word;

    private Expiry(String word) {
        this.word = word;
    }

    /**
     * A life of some length begins. Later saves of the entity begin it anew with the same length, or keep its end, as its type says.
     *
     * @param ttl from a millisecond to 1,000 years
     * @return what a write is to say
     * @throws IllegalArgumentException when it is shorter or longer
     */
    public static Expiry after(Duration ttl) {
        return new Expiry(
                "after " + LifeRule.requireTtl(requireNonNull(ttl, "ttl")).toMillis());
    }

    /**
     * The life ends at an instant. Later saves that say nothing, or {@link #restarted}, leave this end.
     *
     * @param end from 1970 to 9999; when it has passed, the entity is absent at once
     * @return what a write is to say
     * @throws IllegalArgumentException when it is earlier or later
     */
    public static Expiry at(Instant end) {
        return new Expiry("at " + Life.requireEnd(requireNonNull(end, "end")).toEpochMilli());
    }

    /**
     * The entity is permanent, and stays so until a write gives it an end.
     *
     * @return what a write is to say
     */
    public static Expiry never() {
        return NEVER;
    }

    /**
     * The end stays where it is; a new entity lives as its type says.
     *
     * @return what a write is to say
     */
    public static Expiry kept() {
        return KEPT;
    }

    /**
     * The life begins anew, with the entity's own time to live or that of its type. An end that was given as an instant stays, and a permanent entity is permanent.
     *
     * @return what a write is to say
     */
    public static Expiry restarted() {
        return RESTARTED;
    }

    /** {@return the word for it in the scripts' contract} */
    public String word() {
        return word;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expiry expiry && expiry.word.equals(word);
    }

    @Override
    public int hashCode() {
        return word.hashCode();
    }

    @Override
    public String toString() {
        return "Expiry[" + word + "]";
    }
}
