package dev.cress.integration;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.error.RedisUnavailableException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** A program that ends before it sends a request: nothing is sent any more, except that request, if the network has only delayed it. */
final class MortalProgram {

    private final UnaryOperator<RedisExecutor> wrapped;
    private volatile RedisExecutor target;
    private volatile String last = "";
    private final AtomicInteger left = new AtomicInteger();
    private volatile boolean dead;
    private volatile Mono<?> unsent = Mono.empty();

    /** @param wrapped what else is wrong with its requests */
    MortalProgram(UnaryOperator<RedisExecutor> wrapped) {
        this.wrapped = wrapped;
    }

    /** For {@code CressOptions.Builder.executor}. */
    RedisExecutor executor(RedisExecutor given) {
        target = wrapped.apply(given);
        return new Executor();
    }

    /** Ends before the nth request of this name from now on. */
    void dieBefore(String name, int nth) {
        left.set(nth);
        last = name;
    }

    boolean isDead() {
        return dead;
    }

    /** Delivers the request before which it has ended; emits the reply. */
    Mono<?> deliver() {
        return unsent;
    }

    private synchronized boolean survives(String name, Mono<?> sending) {
        if (!dead && name.equals(last) && left.decrementAndGet() == 0) {
            dead = true;
            unsent = sending;
        }
        return !dead;
    }

    private static <R> Mono<R> nothing() {
        return Mono.error(() -> new RedisUnavailableException("the program has ended", null));
    }

    private final class Executor implements RedisExecutor {
        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            Mono<R> sending = target.execute(role, request);
            return Mono.defer(() -> survives(request.name(), sending) ? sending : nothing());
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            Mono<List<R>> sending = target.executeAll(role, requests);
            return Mono.defer(
                    () -> requests.isEmpty() || survives(requests.get(0).name(), sending) ? sending : nothing());
        }
    }
}
