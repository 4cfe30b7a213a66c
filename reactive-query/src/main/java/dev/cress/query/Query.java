package dev.cress.query;

import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.DoubleCondition;
import dev.cress.query.criteria.DoubleProperty;
import dev.cress.query.criteria.LongCondition;
import dev.cress.query.criteria.LongProperty;
import dev.cress.query.criteria.PropertyReference;
import dev.cress.query.plan.QuerySpec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A question and how its answer is wanted. Immutable: each method gives a new query, and a half-built one can be shared.
 *
 * <p>Names, types and operators are checked when they are given, and fail with {@link dev.cress.query.criteria.InvalidQueryException}; whether an index serves the query is
 * checked when a result is asked for, and signalled as {@link dev.cress.query.plan.QueryNotIndexedException}.
 *
 * <p><b>Results</b> Each is verified when it is read: it is stored and meets all conditions at that moment. What meets them from before the query to its end is
 * found. A stream is not a picture of one moment: what is changed meanwhile may be found at its old or its new place, in rare cases at both.
 *
 * <p><b>Threading</b> signals on the connection's I/O thread; do not block.
 *
 * <pre>{@code
 * Flux<City> big = cities.query()
 *     .where(City::country).is("BR").and(City::population).between(100_000, 1_000_000)
 *     .orderBy(City::population).descending().limit(10)
 *     .all();
 * }</pre>
 *
 * @param <T> the entity type
 */
@SuppressWarnings("overloads") // a method reference tells them apart by what it returns
public interface Query<T> {

    /**
     * Adds a condition, which is to hold together with those so far.
     *
     * @param property a property
     * @param <V> its type
     * @return what can be said of it
     */
    <V extends @Nullable Object> Condition<V, Query<T>> where(PropertyReference<T, V> property);

    /**
     * Adds a condition, which is to hold together with those so far.
     *
     * @param property an integral property
     * @return what can be said of it
     */
    LongCondition<Query<T>> where(LongProperty<T> property);

    /**
     * Adds a condition, which is to hold together with those so far.
     *
     * @param property a floating-point property
     * @return what can be said of it
     */
    DoubleCondition<Query<T>> where(DoubleProperty<T> property);

    /**
     * Adds a condition, which is to hold together with those so far.
     *
     * @param property name of a property
     * @return what can be said of it
     */
    Condition<Object, Query<T>> where(String property);

    /**
     * As {@link #where(PropertyReference)}: reads better after another condition.
     *
     * @param property a property
     * @param <V> its type
     * @return what can be said of it
     */
    default <V extends @Nullable Object> Condition<V, Query<T>> and(PropertyReference<T, V> property) {
        return where(property);
    }

    /**
     * As {@link #where(LongProperty)}: reads better after another condition.
     *
     * @param property an integral property
     * @return what can be said of it
     */
    default LongCondition<Query<T>> and(LongProperty<T> property) {
        return where(property);
    }

    /**
     * As {@link #where(DoubleProperty)}: reads better after another condition.
     *
     * @param property a floating-point property
     * @return what can be said of it
     */
    default DoubleCondition<Query<T>> and(DoubleProperty<T> property) {
        return where(property);
    }

    /**
     * As {@link #where(String)}: reads better after another condition.
     *
     * @param property name of a property
     * @return what can be said of it
     */
    default Condition<Object, Query<T>> and(String property) {
        return where(property);
    }

    /**
     * Adds criteria, which are to hold together with the conditions so far.
     *
     * @param criteria criteria, such as {@code where(City::country).is("DE").or(where(City::country).is("FR"))}
     * @return the narrowed query
     */
    Query<T> matching(Criteria<T> criteria);

    /**
     * Orders the results, after the orders given so far. Ties end with the id, in the direction of the last order.
     *
     * @param property a property
     * @return its directions
     */
    Ordering<T> orderBy(PropertyReference<T, ?> property);

    /**
     * Orders the results, after the orders given so far. Ties end with the id, in the direction of the last order.
     *
     * @param property name of a property
     * @return its directions
     */
    Ordering<T> orderBy(String property);

    /**
     * Limits the number of results.
     *
     * @param count 1 or more
     * @return the limited query
     */
    Query<T> limit(long count);

    /** {@return the query without the cap of 10,000 results beyond which one without a limit fails} */
    Query<T> unbounded();

    /** {@return the query, which may read every entity when no index serves it} */
    Query<T> allowScan();

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
    Mono<T> one();

    /**
     * The first result.
     * <ul>
     * <li><b>Emits</b> the first in the given order, any without one; completes empty when there is none.
     * <li><b>Errors</b>, <b>Redis</b> as {@link #all} with a limit of 1.
     * </ul>
     *
     * @return a cold publisher
     */
    Mono<T> first();

    /**
     * All results.
     * <ul>
     * <li><b>Emits</b> the results in the given order; without one in an order that depends on the plan; each once.
     * <li><b>Errors</b> {@link dev.cress.query.plan.QueryNotIndexedException}; {@link dev.cress.query.execute.ResultLimitExceededException} when a query without a limit has more
     *     than 10,000 results and is not {@link #unbounded}; {@link dev.cress.error.StoredDataException}; what a command may signal.
     * <li><b>Backpressure</b> pages are fetched on demand only; memory is a page of ids for each partition and up to 512 entities. When no index has the order, all candidates
     *     are read before the first result, and memory is the limit, or 10,000 results.
     * <li><b>Cancellation</b> no further page is fetched.
     * <li><b>Redis</b> 1 round trip for sizes if there is a choice of plans, then for each batch of up to 512 candidates 1 for ids, 1 if other equalities are probed, 1 for
     *     entities; several pages of ids may come in one.
     * </ul>
     *
     * @return a cold publisher
     */
    Flux<T> all();

    /**
     * The first page.
     *
     * @param size 1 to 10,000
     * @return a cold publisher of one page
     */
    default Mono<Page<T>> page(int size) {
        return page(size, null);
    }

    /**
     * A page.
     * <ul>
     * <li><b>Emits</b> the results after the cursor, with the cursor of the next page if there is one. Without an order the first page chooses one, which the cursor
     *     carries on; a limit of the query does not matter.
     * <li><b>Errors</b> {@link InvalidCursorException} when the cursor is of another order; otherwise as {@link #all}.
     * <li><b>Redis</b> as {@link #all} with a limit of size + 1.
     * </ul>
     *
     * @param size 1 to 10,000
     * @param after where to begin; null for the beginning
     * @return a cold publisher of one page
     */
    Mono<Page<T>> page(int size, @Nullable Cursor after);

    /**
     * Counts the results; limit and order do not matter.
     * <ul>
     * <li><b>Emits</b> the number.
     * <li><b>Errors</b> as {@link #all}, without a cap.
     * <li><b>Redis</b> with one condition that an ordered index serves, or none, 1 round trip that reads no entity; otherwise the candidates are read, and entities only if
     *     not all conditions are answered by indexes.
     * </ul>
     *
     * @return a cold publisher of one number
     */
    Mono<Long> count();

    /**
     * Tells whether there is a result.
     * <ul>
     * <li><b>Emits</b> true or false.
     * <li><b>Errors</b>, <b>Redis</b> as {@link #first}.
     * </ul>
     *
     * @return a cold publisher of one value
     */
    Mono<Boolean> exists();

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

    /** {@return what is asked, for modules that answer it in another way than once} */
    QuerySpec specification();
}
