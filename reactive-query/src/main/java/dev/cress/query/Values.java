package dev.cress.query;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The values that a property has in the results of a query. Where all conditions are on this property and it has an ordered index, that index alone answers, and no entity is read;
 * otherwise entities are read as by {@link Results#all}, only as far as needed.
 *
 * <p><b>Consistency</b> none of them is a picture of one moment. Sums and averages have each entity once that is a result throughout, with a value that it had meanwhile, as streams do. Distinct values and counts by an index
 * are right for each page of up to 100 values of a partition, at the moment at which it is read: an entity whose value changes between two pages counts at both values, or at neither; what does not change counts once.
 * Least and greatest value were it in one partition each at some moment.
 *
 * @param <V> type of the values
 */
public interface Values<V extends @Nullable Object> {

    /**
     * Each value once.
     * <ul>
     * <li><b>Emits</b> the values, least first, without null.
     * <li><b>Errors</b> as {@link #counts}.
     * <li><b>Backpressure</b>, <b>Redis</b> as {@link #counts}.
     * </ul>
     *
     * @return a cold publisher
     */
    Flux<V> distinct();

    /**
     * Each value with its number.
     * <ul>
     * <li><b>Emits</b> values and numbers, least value first, null before all others; equal decimals of different scales count as one.
     * <li><b>Errors</b> {@link dev.cress.query.execute.ResultLimitExceededException} when entities have to be read and have more than 10,000 values; otherwise as
     *     {@link Results#all}, without a cap on entities.
     * <li><b>Backpressure</b> by index: fetched on demand; by entities: all are read before the first value.
     * <li><b>Redis</b> by index: 1 round trip for up to 100 values of a partition, all partitions at once.
     * </ul>
     *
     * @return a cold publisher
     */
    Flux<ValueCount<V>> counts();

    /**
     * The least value; null does not count.
     * <ul>
     * <li><b>Emits</b> it; completes empty when there is none.
     * <li><b>Errors</b> as {@link Results#all}, without a cap.
     * <li><b>Redis</b> by index: 1 round trip.
     * </ul>
     *
     * @return a cold publisher
     */
    Mono<V> min();

    /**
     * The greatest value; as {@link #min} otherwise.
     *
     * @return a cold publisher
     */
    Mono<V> max();

    /**
     * The exact sum; null does not count.
     * <ul>
     * <li><b>Emits</b> the sum, 0 when there is nothing to add.
     * <li><b>Errors</b> {@link dev.cress.query.criteria.InvalidQueryException} when a value is infinite or no number; otherwise as {@link #min}.
     * <li><b>Redis</b> by index: 1 round trip for up to 1,000 entries of each partition.
     * </ul>
     *
     * @return a cold publisher of one number
     * @throws dev.cress.query.criteria.InvalidQueryException when the property is no number, thrown on call
     */
    Mono<BigDecimal> sum();

    /**
     * The average, to 34 digits; null does not count.
     * <ul>
     * <li><b>Emits</b> the average; completes empty when there is nothing to average.
     * <li><b>Errors</b>, <b>Redis</b> as {@link #sum}.
     * </ul>
     *
     * @return a cold publisher
     * @throws dev.cress.query.criteria.InvalidQueryException when the property is no number, thrown on call
     */
    Mono<BigDecimal> average();
}
