package dev.cress.query;

import java.util.List;
import java.util.Optional;

/**
 * A page of results.
 *
 * @param content the results
 * @param next where the next page begins; empty when there is none
 * @param <T> type of the results
 */
public record Page<T>(List<T> content, Optional<Cursor> next) {

    /** Copies the results. */
    public Page {
        content = List.copyOf(content);
    }
}
