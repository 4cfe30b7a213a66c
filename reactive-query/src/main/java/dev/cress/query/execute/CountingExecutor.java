package dev.cress.query.execute;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** Counts round trips: requests that leave together are one. */
final class CountingExecutor implements RedisExecutor {

    private final RedisExecutor executor;
    private final AtomicLong roundTrips = new AtomicLong();

    CountingExecutor(RedisExecutor executor) {
        this.executor = executor;
    }

    long roundTrips() {
        return roundTrips.get();
    }

    @Override
    public <R> Mono<R> execute(Role role, Request<R> request) {
        return executor.execute(role, request).doOnSubscribe(subscription -> roundTrips.incrementAndGet());
    }

    @Override
    public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
        Mono<List<R>> replies = executor.executeAll(role, requests);
        return requests.isEmpty() ? replies : replies.doOnSubscribe(subscription -> roundTrips.incrementAndGet());
    }
}
