package dev.cress.query.execute;

import dev.cress.page.Batch;
import reactor.core.publisher.Mono;

/** Gives candidates page by page. For one subscription; asked again only after the last answer. */
@FunctionalInterface
interface HitSource {

    /**
     * Fetches candidates.
     *
     * @param wanted how many are wanted; fewer may come although more follow
     */
    Mono<Batch<Hit>> next(int wanted);
}
