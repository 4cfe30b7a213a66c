package dev.cress.query.execute;

import dev.cress.mapping.Row;
import java.util.List;
import java.util.OptionalLong;

/**
 * How many results there may be.
 *
 * @param limit as the query says; empty for none
 * @param cap when a query without a limit fails; empty for never
 */
public record ResultLimit(OptionalLong limit, OptionalLong cap) {

    /** Results of a query without a limit, beyond which it fails: nobody reads that many by accident. */
    public static final long DEFAULT_CAP = 10_000;

    long room(long emitted) {
        return limit.isPresent() ? limit.getAsLong() - emitted : Long.MAX_VALUE;
    }

    boolean reached(long emitted) {
        return limit.isPresent() && emitted >= limit.getAsLong();
    }

    /** The rows that may still be given; fails rather than leave one out without a word. */
    List<Row> take(long emitted, List<Row> rows) {
        if (limit.isEmpty() && cap.isPresent() && emitted + rows.size() > cap.getAsLong()) {
            throw exceeded();
        }
        return rows.size() <= room(emitted) ? rows : rows.subList(0, (int) room(emitted));
    }

    /**
     * Fails beyond the cap.
     *
     * @param results how many there are
     */
    public void require(long results) {
        if (cap.isPresent() && results > cap.getAsLong()) {
            throw exceeded();
        }
    }

    ResultLimitExceededException exceeded() {
        return new ResultLimitExceededException(
                "the query has more than " + cap.orElseThrow()
                        + " results; give it a limit(n), or unbounded() if all are wanted",
                null);
    }
}
