package dev.cress.connection;

import dev.cress.script.LuaScript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** A server's clock that stands where a test puts it: lives end without waiting. Later than any real clock, so that the server itself removes nothing. Other modules use it too. */
public final class MovedClock {

    public static final Instant START = Instant.parse("2100-01-01T00:00:00Z");

    private volatile Instant now = START;
    /** One script for each time: its text is long, and so its digest takes long. */
    private final Map<Moment, LuaScript<?>> scripts = new ConcurrentHashMap<>();

    private record Moment(LuaScript<?> script, Instant time) {}

    public Instant now() {
        return now;
    }

    public void move(Duration by) {
        now = now.plus(by);
    }

    /** For {@code CressOptions.Builder.executor}. */
    public UnaryOperator<RedisExecutor> executor() {
        return Moved::new;
    }

    <R> Request<R> moved(Request<R> request) {
        return request.script()
                .map(call -> request.calling(moved(call.script())))
                .orElse(request);
    }

    @SuppressWarnings("unchecked") // of the script that it is made of
    private <R> LuaScript<R> moved(LuaScript<R> script) {
        return (LuaScript<R>) scripts.computeIfAbsent(
                new Moment(script, now), moment -> script.atMillis(moment.time().toEpochMilli()));
    }

    private final class Moved implements RedisExecutor {

        private final RedisExecutor target;

        private Moved(RedisExecutor target) {
            this.target = target;
        }

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return target.execute(role, moved(request));
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return target.executeAll(
                    role,
                    requests.stream().<Request<R>>map(MovedClock.this::moved).toList());
        }
    }
}
