package dev.cress.feed;

import dev.cress.metric.CressMeter;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls a group's handler. */
record EventHandling<T>(
        Function<? super Delivery<T>, ? extends Publisher<?>> handler,
        EventEntities<T> entities,
        Duration timeout,
        FeedMeters meters) {

    /** Completes when the event is done; fails when the handler does, or takes too long. */
    Mono<Void> handle(ChangeEvent<T> event, int attempt, long fence, Delivery.@Nullable Place place) {
        if (attempt > 1) {
            meters.count(CressMeter.GROUP_REDELIVERIES);
        } else {
            meters.delivered(event.operation());
        }
        return entities.load(event)
                .flatMap(loaded -> Flux.from(handler.apply(new Delivery<>(loaded, attempt, fence, place)))
                        .then())
                .timeout(timeout);
    }
}
