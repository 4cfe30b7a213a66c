package dev.cress.feed;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Lets a program stand still: while frozen, nothing that it sends leaves. */
final class Freezer implements RedisExecutor {

    private final RedisExecutor executor;
    private final State state;

    /** Whether it is frozen. */
    static final class State {
        private volatile Sinks.Empty<Void> frozen;

        void freeze() {
            frozen = Sinks.empty();
        }

        /** What waited leaves now. */
        void thaw() {
            Sinks.Empty<Void> waiting = frozen;
            frozen = null;
            waiting.tryEmitEmpty();
        }

        /** What waited never leaves. */
        void die() {
            frozen = null;
        }
    }

    Freezer(RedisExecutor executor, State state) {
        this.executor = executor;
        this.state = state;
    }

    @Override
    public <R> Mono<R> execute(Role role, Request<R> request) {
        return whenThawed(executor.execute(role, request));
    }

    @Override
    public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
        return whenThawed(executor.executeAll(role, requests));
    }

    private <V> Mono<V> whenThawed(Mono<V> reply) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> waiting = state.frozen;
            return waiting == null ? reply : waiting.asMono().then(reply);
        });
    }
}
