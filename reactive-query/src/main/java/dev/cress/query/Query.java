package dev.cress.query;

import dev.cress.geo.GeoPoint;
import dev.cress.property.DoubleProperty;
import dev.cress.property.LongProperty;
import dev.cress.property.PropertyPath;
import dev.cress.property.PropertyReference;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.DoubleCondition;
import dev.cress.query.criteria.LongCondition;
import dev.cress.query.plan.QuerySpec;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A question and how its answer is wanted. Immutable: each method gives a new query, and a half-built one can be shared.
 *
 * <p>Names, types and operators are checked when they are given, and fail with {@link dev.cress.query.criteria.InvalidQueryException}; whether an index serves the query is
 * checked when a result is asked for, and signalled as {@link dev.cress.query.plan.QueryNotIndexedException}.
 *
 * <p><b>Results</b> Each is verified when it is read: it is stored and meets all conditions at that moment. What meets them from before the query to its end is
 * found, and found once, although it may be given other values meanwhile, and whatever alternatives of an or begin or cease to hold for it. What has moved behind the place that a stream has reached in an index comes
 * late, out of order if need be. A stream is not a picture of one moment.
 *
 * <p><b>Failure</b> A stream needs the change events since its last page, of what moves; when the model does not keep them for so long, it ends in
 * {@link dev.cress.scan.ScanOvertakenException}.
 *
 * <p><b>Memory</b> pages in flight; an or over several indexes besides remembers the ids of what it gave by all alternatives but the last, about 100 bytes each, at most 1,000,000;
 * a circle or box the ids that it gave; an order that no index has, the results up to the limit or cap; and as much as for the or for each result that moves ahead while it is read, and for each entity that changes meanwhile where positions or several indexes are looked at.
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
public interface Query<T> extends Results<T> {

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
     * @param path a value inside a property
     * @param <V> its type
     * @return what can be said of it
     */
    <V extends @Nullable Object> Condition<V, Query<T>> where(PropertyPath<T, V> path);

    /**
     * Adds a condition, which is to hold together with those so far.
     *
     * @param property name of a property, or a path such as {@code address.city}
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
     * @param property name of a property, or a path such as {@code address.city}
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
     * Adds conditions, which are to hold together with those so far: each property is to equal the example's. What is null in the example is not looked at, nor are its id and
     * version; a primitive always counts.
     *
     * @param example an entity, which need not be stored
     * @param ignored names of properties that do not count
     * @return the narrowed query
     */
    Query<T> like(T example, String... ignored);

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

    /**
     * Leaves out the first results. What is left out is read all the same; {@link #page(int, Cursor)} goes on without.
     *
     * @param count 0 to 10,000
     * @return the query
     */
    Query<T> offset(int count);

    /**
     * Limits the time from the subscription to the last result, that of a slow subscriber included. Beyond it a result fails with
     * {@link dev.cress.error.RedisTimeoutException}.
     *
     * @param duration above zero
     * @return the query
     */
    Query<T> timeout(Duration duration);

    /** {@return the query without the cap of 10,000 results beyond which one without a limit fails} */
    Query<T> unbounded();

    /** {@return the query, which may read every entity when no index serves it} */
    Query<T> allowScan();

    /**
     * Gives results as another type, of which only the properties that it names are read: a record whose components, or an interface whose methods without parameters, are named and
     * typed like properties or the id.
     *
     * @param type a record or an interface
     * @param <P> the type
     * @return the results
     * @throws dev.cress.query.criteria.InvalidQueryException when it names what the entity has not
     */
    <P> Results<P> as(Class<P> type);

    /**
     * Gives results as maps from names to values, in the order of the names. Only these properties are read.
     *
     * @param properties names of properties, or of the id
     * @return the results, with null for what is null
     */
    Results<Map<String, @Nullable Object>> asMaps(String... properties);

    /**
     * Gives ids. Where indexes alone answer the query, no entity is read.
     *
     * @param type type of the id
     * @param <I> type of the id
     * @return the results
     */
    <I> Results<I> ids(Class<I> type);

    /**
     * Gives each entity with its distance from a point.
     *
     * @param property a position
     * @param point from where
     * @return the results
     */
    Results<Distanced<T>> distances(PropertyReference<T, ? extends @Nullable GeoPoint> property, GeoPoint point);

    /**
     * Looks at the values that one property has in the results; limit, offset and order do not matter.
     *
     * @param property a property
     * @param <V> its type
     * @return its values
     */
    <V extends @Nullable Object> Values<V> values(PropertyReference<T, V> property);

    /**
     * Counts the results; limit and order do not matter.
     * <ul>
     * <li><b>Emits</b> the number: where one index answers, by one count of each of its ranges in each partition, each at a moment of its own; otherwise of what {@link #all} would give. While others write, what
     *     moves from one range to another may count twice or not at all in the former.
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
     * Deletes the results; order does not matter, a limit does. An entity that is changed between being found and being deleted is looked at again, and stays unless it still is a result.
     * <ul>
     * <li><b>Emits</b> how many were deleted.
     * <li><b>Errors</b> as {@link #all}, without a cap; what a deletion may signal. What was deleted before stays deleted.
     * <li><b>Cancellation</b> no further page is fetched; deletions that are under way may happen.
     * <li><b>Atomicity</b> each deletion for itself.
     * <li><b>Redis</b> as {@link #all}, and 1 round trip for each deletion, up to 64 at a time.
     * </ul>
     *
     * @return a cold publisher of one number
     * @throws dev.cress.query.criteria.InvalidQueryException when the query has an offset, thrown on call
     */
    Mono<Long> delete();

    /**
     * Begins a change of some properties of all results, on the server; order does not matter, a limit does.
     *
     * @return a patch that does nothing yet
     * @throws dev.cress.query.criteria.InvalidQueryException when the query has an offset, thrown on call
     */
    QueryPatch<T> patch();

    /**
     * What is asked, for modules that answer it in another way than once.
     *
     * @return the question
     * @throws dev.cress.query.criteria.InvalidQueryException when it asks for what is around another entity, which may move
     */
    QuerySpec specification();
}
