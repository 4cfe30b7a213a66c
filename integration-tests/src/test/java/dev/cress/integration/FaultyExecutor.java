package dev.cress.integration;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import java.util.List;
import reactor.core.publisher.Mono;

/** Sends and receives what a fault makes of the requests. */
record FaultyExecutor(RedisExecutor delegate, Fault fault) implements RedisExecutor {

    @Override
    public <R> Mono<R> execute(Role role, Request<R> request) {
        return delegate.execute(role, fault.apply(request));
    }

    @Override
    public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
        return delegate.executeAll(
                role, requests.stream().<Request<R>>map(fault::apply).toList());
    }
}
