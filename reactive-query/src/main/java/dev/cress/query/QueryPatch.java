package dev.cress.query;

import dev.cress.write.PatchSteps;
import reactor.core.publisher.Mono;

/**
 * A change of some properties of all results of a query: {@code query.patch()}. A value, free to be shared; each method gives another one.
 *
 * @param <T> the entity type
 */
public interface QueryPatch<T> extends PatchSteps<T, QueryPatch<T>> {

    /**
     * Applies the patch to each result. All are found before the first is patched, so that none is found again by what the patch makes of it. An entity that is changed
     * in between is looked at again, and is patched only if it still is a result. One that does not meet a condition of the patch, or is deleted meanwhile, is left out.
     * <ul>
     * <li><b>Emits</b> how many were patched, those of which nothing had to be changed too.
     * <li><b>Errors</b> as {@link Query#all}; what a patch may signal but for its conditions. What was patched before stays patched.
     * <li><b>Backpressure</b> single value; the ids of all results are kept meanwhile, 10,000 unless the query has a limit or is {@code unbounded()}.
     * <li><b>Cancellation</b> no further patch is sent; those that are under way may happen.
     * <li><b>Atomicity</b> each patch for itself, in the version in which the entity was found.
     * <li><b>Redis</b> as {@link Query#all}, and 1 round trip for each patch, up to 64 at a time.
     * </ul>
     *
     * @return a cold publisher of one number
     */
    Mono<Long> apply();
}
