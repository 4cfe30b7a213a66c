package dev.cress.integration;

import dev.cress.write.Expiry;
import java.time.Duration;
import java.time.Instant;

/**
 * When a life ends, as the layout document has it, for a type whose saves begin a life anew.
 *
 * @param end milliseconds; null for never
 * @param own the entity's own time to live in milliseconds, 0 when its end was given as an instant, null for that of the type
 */
record ExpectedLife(Long end, Long own) {

    private static final ExpectedLife PERMANENT = new ExpectedLife(null, null);

    /** What a write can say of a life. */
    record Said(String word, long millis) {

        static final Said NOTHING = new Said("", 0);

        /** Null for nothing. */
        Expiry expiry() {
            return switch (word) {
                case "never" -> Expiry.never();
                case "keep" -> Expiry.kept();
                case "restart" -> Expiry.restarted();
                case "after" -> Expiry.after(Duration.ofMillis(millis));
                case "at" -> Expiry.at(Instant.ofEpochMilli(millis));
                default -> null;
            };
        }
    }

    /** The life that follows this one, null for that of a new entity. */
    static ExpectedLife next(ExpectedLife before, Said said, long now) {
        return switch (said.word()) {
            case "never" -> PERMANENT;
            case "after" -> new ExpectedLife(now + said.millis(), said.millis());
            case "at" -> new ExpectedLife(said.millis(), 0L);
            case "keep" -> before == null ? anew(null, now) : before;
            default ->
                before != null && (before.end == null || Long.valueOf(0).equals(before.own))
                        ? before
                        : anew(before == null ? null : before.own, now);
        };
    }

    private static ExpectedLife anew(Long own, long now) {
        return new ExpectedLife(now + (own == null ? Visit.TTL.toMillis() : own), own);
    }

    boolean isOver(long now) {
        return end != null && end <= now;
    }
}
