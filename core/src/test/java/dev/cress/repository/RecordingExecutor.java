package dev.cress.repository;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** Notes every round trip: its role and what it carried. */
final class RecordingExecutor implements RedisExecutor {

    private final RedisExecutor target;
    private final List<String> calls;

    private RecordingExecutor(RedisExecutor target, List<String> calls) {
        this.target = target;
        this.calls = calls;
    }

    /** An executor that adds to the list, for {@code CressOptions.Builder.executor}. */
    static java.util.function.UnaryOperator<RedisExecutor> into(CopyOnWriteArrayList<String> calls) {
        return target -> new RecordingExecutor(target, calls);
    }

    @Override
    public <R> Mono<R> execute(Role role, Request<R> request) {
        return target.execute(role, request).doOnSubscribe(s -> calls.add(role + " " + request.name()));
    }

    @Override
    public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
        return target.executeAll(role, requests).doOnSubscribe(s -> {
            if (!requests.isEmpty()) {
                calls.add(role + " " + requests.get(0).name() + " x" + requests.size());
            }
        });
    }
}
