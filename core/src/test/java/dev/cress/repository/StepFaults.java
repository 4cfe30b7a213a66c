package dev.cress.repository;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.error.RedisUnavailableException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What may happen at a step of something that takes several requests. */
final class StepFaults {

    private StepFaults() {}

    /** A program that ends at a step: before it is sent, or before its reply comes. It begins anew when it is told of another step. */
    static final class Wreck implements RedisExecutor {

        private final RedisExecutor target;
        private volatile String step = "";
        private volatile boolean sent;
        private volatile boolean dead;
        private volatile int left;
        private volatile Mono<?> unsent = Mono.empty();

        Wreck(RedisExecutor target) {
            this.target = target;
        }

        void endAt(String name, boolean afterSending) {
            endAt(name, 1, afterSending);
        }

        void endAt(String name, int nth, boolean afterSending) {
            step = name;
            left = nth;
            sent = afterSending;
            dead = false;
        }

        boolean hasEnded() {
            return dead;
        }

        /** Delivers the request before which it has ended. */
        Mono<?> late() {
            return unsent;
        }

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return Mono.defer(() -> {
                boolean last = !dead && request.name().equals(step) && --left == 0;
                dead |= last;
                if (last) {
                    unsent = target.execute(role, request);
                }
                if (last && sent) {
                    return target.execute(role, request).then(nothing());
                }
                return dead ? nothing() : target.execute(role, request);
            });
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return Mono.defer(() -> dead ? nothing() : target.executeAll(role, requests));
        }

        private static <R> Mono<R> nothing() {
            return Mono.error(() -> new RedisUnavailableException("the program has ended", null));
        }
    }

    /** Remembers the last request of a name, so that it can arrive again. */
    record Recorded(RedisExecutor target, String step, AtomicReference<Mono<?>> last) implements RedisExecutor {

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return Mono.defer(() -> {
                Mono<R> sending = target.execute(role, request);
                if (request.name().equals(step)) {
                    last.set(sending);
                }
                return sending;
            });
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return target.executeAll(role, requests);
        }
    }

    /** When something happens: before a request is sent, before its reply comes, or before it is sent again, since its reply was lost. */
    enum When {
        BEFORE,
        AFTER,
        BETWEEN
    }

    /** Has something happen once. */
    record Around(RedisExecutor target, String step, When when, Runnable call, AtomicBoolean done)
            implements RedisExecutor {

        Around(RedisExecutor target, String step, When when, Runnable call) {
            this(target, step, when, call, new AtomicBoolean());
        }

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return Mono.defer(() -> {
                if (!request.name().equals(step) || done.getAndSet(true)) {
                    return target.execute(role, request);
                }
                Mono<Void> called = Mono.<Void>fromRunnable(call).subscribeOn(Schedulers.boundedElastic());
                return switch (when) {
                    case BEFORE -> called.then(target.execute(role, request));
                    case AFTER -> target.execute(role, request).delayUntil(reply -> called);
                    case BETWEEN -> target.execute(role, request).then(called).then(target.execute(role, request));
                };
            });
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return target.executeAll(role, requests);
        }
    }
}
