package dev.cress.connection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Sends requests over Lettuce connections, one for each role. */
final class LettuceRedisExecutor implements RedisExecutor {

    private final Map<Role, CommandChannel> channels;
    private final CommandQueue replicated;
    private final RetryPolicy retries;
    private final boolean flaggedScripts;
    private volatile boolean closed;

    LettuceRedisExecutor(
            Map<Role, CommandChannel> channels, CommandQueue replicated, RetryPolicy retries, boolean flaggedScripts) {
        this.channels = new EnumMap<>(channels);
        this.replicated = replicated;
        this.retries = retries;
        this.flaggedScripts = flaggedScripts;
    }

    @Override
    public <R> Mono<R> execute(Role role, Request<R> request) {
        return Mono.create(sink -> submit(role, List.of(request), sink, (index, reply) -> sink.success(reply)));
    }

    @Override
    public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
        if (requests.isEmpty()) {
            return Mono.just(List.of());
        }
        return Mono.create(sink -> submitAll(role, requests, sink));
    }

    boolean flaggedScripts() {
        return flaggedScripts;
    }

    /** From now on nothing is repeated: no connection comes back. */
    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }

    boolean withinDeadline(long begun) {
        return !closed && System.nanoTime() - begun < retries.deadline().toNanos();
    }

    long pauseNanos(int attempts) {
        return retries.pauseNanos(attempts);
    }

    private <R> void submitAll(Role role, List<Request<R>> requests, MonoSink<List<R>> sink) {
        List<@Nullable R> replies = new ArrayList<>(Collections.nCopies(requests.size(), null));
        AtomicInteger missing = new AtomicInteger(requests.size());
        submit(role, requests, sink, (index, reply) -> {
            replies.set(index, reply);
            if (missing.decrementAndGet() == 0) {
                sink.success(complete(replies));
            }
        });
    }

    @SuppressWarnings("NullAway") // every element is set once none is missing
    private static <R> List<R> complete(List<@Nullable R> replies) {
        return replies;
    }

    private <R> void submit(Role role, List<Request<R>> requests, MonoSink<?> sink, IndexedReply<R> onReply) {
        AtomicBoolean cancelled = new AtomicBoolean();
        AtomicBoolean failed = new AtomicBoolean();
        sink.onCancel(() -> cancelled.set(true));
        CommandQueue channel = requests.get(0).durability() == null
                ? Objects.requireNonNull(channels.get(role))
                : replicated; // all or none are so
        List<Exchange<R>> exchanges = new ArrayList<>(requests.size());
        List<Attempt> commands = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            int index = i;
            Exchange<R> exchange = new Exchange<>(this, channel, requests.get(i), new Exchange.Listener<>() {
                @Override
                public void onReply(R reply) {
                    onReply.accept(index, reply);
                }

                @Override
                public void onFailure(Throwable failure) {
                    if (!cancelled.get() && failed.compareAndSet(false, true)) {
                        sink.error(failure);
                    }
                }

                @Override
                public boolean abandoned() {
                    return cancelled.get();
                }
            });
            exchanges.add(exchange);
            commands.add(exchange.nextAttempt());
        }
        if (!channel.submit(commands)) {
            exchanges.get(0).refuse();
        }
    }

    @FunctionalInterface
    private interface IndexedReply<R> {
        void accept(int index, R reply);
    }
}
