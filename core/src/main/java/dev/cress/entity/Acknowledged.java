package dev.cress.entity;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.write.Durability;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Sends one write, or the steps of one, and knows how many replicas have what was sent last. */
final class Acknowledged {

    private final RedisExecutor executor;
    private final @Nullable Durability asked;
    private volatile boolean sent;
    private volatile int replicas;

    /**
     * @param asked how many replicas are asked for; null to ask none
     */
    Acknowledged(RedisExecutor executor, @Nullable Durability asked) {
        this.executor = executor;
        this.asked = asked;
    }

    <R> Mono<R> execute(Request<R> request) {
        if (asked == null) {
            return executor.execute(Role.WRITE, request);
        }
        return executor.execute(Role.WRITE, request.replicated(asked)).map(told -> {
            replicas = told.replicas();
            sent = true;
            return told.reply();
        });
    }

    /** Whether as many replicas as were asked for have what was sent last. */
    boolean enough() {
        return asked == null || replicas >= asked.replicas();
    }

    /** Whether replicas are asked for, and nothing was sent that would have asked them. */
    boolean isDue() {
        return asked != null && !sent;
    }

    int replicas() {
        return replicas;
    }

    /** The same result, or that too few replicas have what it tells. */
    <E> WriteResult<E> replicated(WriteResult<E> result, String model, byte[] id) {
        return asked == null || enough() || result instanceof WriteResult.Refused
                ? result
                : new WriteResult.NotReplicated<>(
                        result, model, new String(id, StandardCharsets.UTF_8), asked.replicas(), replicas);
    }
}
