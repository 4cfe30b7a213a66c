package dev.cress.benchmarks.contestant;

import java.util.function.Function;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Times of single operations: of one in sixteen, so that measuring costs little. */
public final class Latencies {

    private static final int SAMPLED = 16;

    private final Histogram nanos = new ConcurrentHistogram(3);
    private int calls;

    /**
     * Times what a function returns.
     *
     * @param operation returns a publisher of one operation
     * @param <V> its input
     * @param <R> its result
     * @return the same operation, timed now and then
     */
    <V, R> Function<V, Publisher<R>> timing(Function<V, ? extends Publisher<? extends R>> operation) {
        return input -> {
            if (calls++ % SAMPLED != 0) {
                return narrow(operation.apply(input));
            }
            long begun = System.nanoTime();
            return Mono.<R>from(narrow(operation.apply(input))).doOnTerminate(() -> record(begun, 1));
        };
    }

    /**
     * Records an operation, or several that took the same time.
     *
     * @param begun when it began
     * @param count how many
     */
    public void record(long begun, int count) {
        nanos.recordValueWithCount(Math.min(System.nanoTime() - begun, Integer.MAX_VALUE * 10L), count);
    }

    /**
     * A share of the operations took this time at most.
     *
     * @param percentile from 0 to 100
     * @return microseconds; NaN when nothing was timed
     */
    public double micros(double percentile) {
        return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / 1_000.0;
    }

    @SuppressWarnings("unchecked") // publishers only give
    private static <R> Publisher<R> narrow(Publisher<? extends R> publisher) {
        return (Publisher<R>) publisher;
    }
}
