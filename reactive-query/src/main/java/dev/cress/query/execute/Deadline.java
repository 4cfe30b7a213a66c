package dev.cress.query.execute;

import dev.cress.error.RedisTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * When a query is to be over.
 *
 * @param timeout how long it may take; null for as long as it takes
 * @param begun when it began, by {@link System#nanoTime}
 */
public record Deadline(@Nullable Duration timeout, long begun) {

    /**
     * Begins now.
     *
     * @param timeout how long the query may take; null for as long as it takes
     * @return the deadline
     */
    public static Deadline after(@Nullable Duration timeout) {
        return new Deadline(timeout, System.nanoTime());
    }

    /**
     * Fails a step that is not over in time.
     *
     * @param step a step of the query
     * @param <V> what it gives
     * @return the step, which signals {@link RedisTimeoutException} at the deadline
     */
    public <V> Mono<V> guard(Mono<V> step) {
        return timeout == null
                ? step
                : Mono.defer(() -> {
                    Duration rest = timeout.minusNanos(System.nanoTime() - begun);
                    return rest.isNegative() || rest.isZero()
                            ? Mono.error(expired())
                            : step.timeout(rest, Mono.error(this::expired));
                });
    }

    private RedisTimeoutException expired() {
        return new RedisTimeoutException(
                "the query took longer than its timeout of " + timeout + "; narrow it, limit it, or give it more time",
                null);
    }
}
