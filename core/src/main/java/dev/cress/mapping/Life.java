package dev.cress.mapping;

import dev.cress.script.entity.LifeRule;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long entities of a type live.
 *
 * @param rule what the type says
 * @param property what holds an entity's own time to live, or the end of its life; null for none
 */
public record Life(LifeRule rule, @Nullable Property property) {

    private static final String END_RANGE = "a life ends from 1970 to 9999";
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    /**
     * Checks the end of a life.
     *
     * @param end an instant
     * @return the same
     * @throws IllegalArgumentException when it lies before 1970 or after the year 9999
     */
    public static Instant requireEnd(Instant end) {
        if (end.isBefore(Instant.EPOCH) || end.isAfter(LAST)) {
            throw new IllegalArgumentException(END_RANGE + ", not at " + end + "; what lives for ever has no end");
        }
        return end;
    }

    /**
     * What a property says of an entity's life, as the save script's contract has it.
     *
     * @param values the values of the entity's properties
     * @return a word; empty when no property does
     * @throws IllegalArgumentException when it is no life
     */
    String word(@Nullable Object[] values) {
        if (property == null) {
            return "";
        }
        Object value = values[property.ordinal()];
        if (value == null) {
            return rule.ttl() == null ? "never" : "type";
        }
        return value instanceof Duration ttl
                ? "same " + LifeRule.requireTtl(ttl).toMillis()
                : "at " + requireEnd(instant(value)).toEpochMilli();
    }

    /** Adds what keeps the property's value from being a life, without the value. */
    void check(@Nullable Object[] values, List<String> violations) {
        if (property == null) {
            return;
        }
        try {
            word(values);
        } catch (IllegalArgumentException e) {
            boolean ttl = values[property.ordinal()] instanceof Duration;
            violations.add(property.name() + ": " + (ttl ? LifeRule.TTL_RANGE : END_RANGE));
        }
    }

    private static Instant instant(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return value instanceof ZonedDateTime time ? time.toInstant() : (Instant) value;
    }
}
