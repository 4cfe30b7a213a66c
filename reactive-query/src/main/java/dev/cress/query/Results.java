package dev.cress.query;

import dev.cress.query.execute.QueryAnalysis;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What answers a query, in one of the forms that a query can give: entities, projections, maps, ids, entities with distances. Immutable.
 *
 * @param <R> type of the results
 */
public interface Results<R> {

    /**
     * The only result.
     * <ul>
     * <li><b>Emits</b> the result; completes empty when there is none.
     * <li><b>Errors</b> {@link dev.cress.error.NonUniqueResultException} when there are several; otherwise as {@link #all}.
     * <li><b>Redis</b> as {@link #all} with a limit of 2.
     * </ul>
     *
     * @return a cold publisher
     */
    Mono<R> one();

    /**
     * The first result.
     * <ul>
     * <li><b>Emits</b> the first in the given order, any without one; completes empty when there is none.
     * <li><b>Errors</b>, <b>Redis</b> as {@link #all} with a limit of 1.
     * </ul>
     *
     * @return a cold publisher
     */
    Mono<R> first();

    /**
     * All results.
     * <ul>
     * <li><b>Emits</b> the results in the given order; without one in an order that depends on the plan; each once.
     * <li><b>Errors</b> {@link dev.cress.query.plan.QueryNotIndexedException}; {@link dev.cress.query.execute.ResultLimitExceededException} when a query without a limit has more
     *     than 10,000 results and is not {@link Query#unbounded}, or a condition through a reference is met by more than 1,000 entities; {@link dev.cress.scan.ScanOvertakenException} when more was written between two pages than events are kept;
     *     {@link dev.cress.error.StoredDataException}; what a command may signal.
     * <li><b>Backpressure</b> pages are fetched on demand only; memory is a page of ids for each partition and up to 512 entities. When no index has the order, all candidates
     *     are read before the first result, and memory is the limit, or 10,000 results.
     * <li><b>Cancellation</b> no further page is fetched.
     * <li><b>Redis</b> for each condition through a reference a query for ids; 1 round trip for sizes if there is a choice of plans, then for each batch of up to 512 candidates 1 for ids, 1 if other equalities are probed, 1 for
     *     entities; several pages of ids may come in one. When something was written since the last page, 1 for up to 1,000 events of each partition, where results can move.
     * </ul>
     *
     * @return a cold publisher
     */
    Flux<R> all();

    /**
     * The first page.
     *
     * @param size 1 to 10,000
     * @return a cold publisher of one page
     */
    default Mono<Page<R>> page(int size) {
        return page(size, null);
    }

    /**
     * A page.
     * <ul>
     * <li><b>Emits</b> the results behind the cursor, or before it when it is a page's {@link Page#previous}, in the order of the query either way, with the cursors of the pages
     *     around it. Whoever follows the cursors finds once what matches throughout and does not move in the order, whatever else does; what has moved counts where it is now, and between two
     *     pages nobody watches it. Without an order the first page chooses one, which the cursor carries on; a limit of the query does not matter. Where nothing is left before a
     *     cursor, the first page comes.
     * <li><b>Errors</b> {@link InvalidCursorException} when the cursor is of another order; otherwise as {@link #all}.
     * <li><b>Redis</b> as {@link #all} with a limit of size + 1; where results move ahead while they are read, so many more that the page is full without them.
     * </ul>
     *
     * @param size 1 to 10,000
     * @param cursor from another page of this query; null for the beginning
     * @return a cold publisher of one page
     * @throws dev.cress.query.criteria.InvalidQueryException when the query has an offset, thrown on call
     */
    Mono<Page<R>> page(int size, @Nullable Cursor cursor);

    /**
     * Tells how {@link #all} would be answered now, without doing it.
     * <ul>
     * <li><b>Emits</b> the plan.
     * <li><b>Redis</b> 1 round trip for sizes.
     * </ul>
     *
     * @return a cold publisher of one plan
     */
    Mono<QueryPlan> explain();

    /**
     * Answers the query as {@link #all} does, throws the results away, and tells what each step really did.
     * <ul>
     * <li><b>Emits</b> the plan with the rows, round trips and time of each step.
     * <li><b>Errors</b>, <b>Redis</b> as {@link #all}, after 1 round trip for sizes.
     * </ul>
     *
     * @return a cold publisher of one analysis
     */
    Mono<QueryAnalysis> analyze();
}
