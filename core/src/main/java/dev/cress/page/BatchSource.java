package dev.cress.page;

import reactor.core.publisher.Mono;

/**
 * Gives a stream's elements piece by piece. Asked again only after the last answer was consumed; never by two threads at once.
 *
 * @param <T> type of the elements
 */
@FunctionalInterface
public interface BatchSource<T> {

    /**
     * Fetches the next elements.
     *
     * @param demand how many the subscriber has asked for and not received, at least 1; a hint for the size
     * @return a publisher of exactly one batch
     */
    Mono<Batch<T>> next(long demand);
}
