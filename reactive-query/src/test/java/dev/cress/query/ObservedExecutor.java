package dev.cress.query;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reactor.core.publisher.Mono;

/** Counts round trips of reads, and lets a test do something between a reply and what is made of it. */
final class ObservedExecutor implements RedisExecutor {

    /** Sees replies before whoever asked. */
    @FunctionalInterface
    interface Observer {

        /**
         * @param command what was asked
         * @param reply what was answered
         * @return completes when the reply may go on
         */
        Mono<Void> replied(String command, Object reply);
    }

    private static final Observer NOBODY = (command, reply) -> Mono.empty();

    private final RedisExecutor executor;
    private final List<String> trips = Collections.synchronizedList(new ArrayList<>());
    private volatile Observer observer = NOBODY;
    private volatile int fields;

    ObservedExecutor(RedisExecutor executor) {
        this.executor = executor;
    }

    /** What was sent since the last call: one element for each round trip, the commands' names and number. */
    List<String> trips() {
        synchronized (trips) {
            List<String> copy = List.copyOf(trips);
            trips.clear();
            return copy;
        }
    }

    /** How many fields the last entity that was read had, its version among them. */
    int fields() {
        return fields;
    }

    void observe(Observer next) {
        observer = next;
    }

    void observeNobody() {
        observer = NOBODY;
    }

    @Override
    public <R> Mono<R> execute(Role role, Request<R> request) {
        return Mono.defer(() -> {
            if (role == Role.READ) {
                trips.add(request.name());
            }
            return executor.execute(role, request).delayUntil(reply -> observed(role, request.name(), reply));
        });
    }

    @Override
    public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
        return Mono.defer(() -> {
            if (requests.isEmpty()) {
                return executor.executeAll(role, requests);
            }
            String name = name(requests);
            if (role == Role.READ) {
                trips.add(name + " "
                        + requests.stream()
                                .filter(request -> request.name().equals(name))
                                .count());
            }
            return executor.executeAll(role, requests)
                    .doOnNext(replies -> count(name, replies))
                    .delayUntil(reply -> observed(role, name, reply));
        });
    }

    /** Along with questions to an index goes the one how far its partition's events are. */
    private static <R> String name(List<Request<R>> requests) {
        return requests.stream()
                .map(Request::name)
                .filter(name -> !name.equals("HMGET"))
                .findFirst()
                .orElse(requests.get(0).name());
    }

    private void count(String name, List<?> replies) {
        if (name.equals("HMGET")) {
            fields = ((List<?>) replies.get(0)).size();
        }
    }

    private Mono<Void> observed(Role role, String command, Object reply) {
        return role == Role.READ ? Mono.defer(() -> observer.replied(command, reply)) : Mono.empty();
    }
}
