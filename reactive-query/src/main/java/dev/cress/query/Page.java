package dev.cress.query;

import java.util.List;
import java.util.Optional;

/**
 * A page of results: as many as were asked for, unless it is the last one in its direction or entities on it cannot be read. While others write, a result has its place by what was stored when
 * it was read. What does not move in the order is on exactly one of the pages to which {@link #next} leads, and likewise {@link #previous}; what moves ahead may come again, and what moves back over
 * the end of a page may be missed.
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
