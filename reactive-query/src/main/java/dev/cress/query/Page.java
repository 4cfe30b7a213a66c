package dev.cress.query;

import java.util.List;
import java.util.Optional;

/**
 * A page of results.
 *
 * @param content the results, in the order of the query
 * @param next leads to the page behind; empty when there is none
 * @param previous leads to the page before; empty when there is none
 * @param <T> type of the results
 */
public record Page<T>(List<T> content, Optional<Cursor> next, Optional<Cursor> previous) {

    /** Copies the results. */
    public Page {
        content = List.copyOf(content);
    }
}
