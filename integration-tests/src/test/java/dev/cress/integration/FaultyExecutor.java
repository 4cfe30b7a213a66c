package dev.cress.integration;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Sends what a fault makes of the requests, and returns what it makes of the replies. */
record FaultyExecutor(RedisExecutor delegate, Fault fault) implements RedisExecutor {

    @Override
    public <R> Mono<R> execute(Role role, Request<R> request) {
        return delegate.execute(role, fault.apply(request)).map(reply -> fault.apply(request, reply));
    }

    @Override
    public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
        List<Request<R>> sent = new ArrayList<>();
        requests.forEach(request -> sent.add(fault.apply(request)));
        return delegate.executeAll(role, sent).map(replies -> changed(requests, replies));
    }

    private <R> List<R> changed(List<Request<R>> requests, List<R> replies) {
        List<R> changed = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            changed.add(fault.apply(requests.get(i), replies.get(i)));
        }
        return changed;
    }
}
