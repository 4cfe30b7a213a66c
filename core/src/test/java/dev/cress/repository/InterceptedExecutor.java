package dev.cress.repository;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import java.util.List;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/**
 * Requests that are sent alone go through a test's hands; those that are sent together do not.
 *
 * @param target sends
 * @param between from a request, and what sends it, to what is done instead
 */
record InterceptedExecutor(RedisExecutor target, BiFunction<Request<?>, Mono<Object>, Mono<Object>> between)
        implements RedisExecutor {

    @Override
    @SuppressWarnings("unchecked") // what comes is what is sent
    public <R> Mono<R> execute(Role role, Request<R> request) {
        return (Mono<R>) between.apply(request, (Mono<Object>) target.execute(role, request));
    }

    @Override
    public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
        return target.executeAll(role, requests);
    }
}
