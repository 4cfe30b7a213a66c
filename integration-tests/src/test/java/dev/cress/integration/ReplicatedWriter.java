package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.error.OutcomeUnknownException;
import dev.cress.write.WriteResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes one entity again and again, each time with the next number, and wants a replica to have it; knows what it was told, and accepts no failure but an outcome that is unknown. */
final class ReplicatedWriter implements AutoCloseable {

    private final IntFunction<? extends Mono<? extends WriteResult<?>>> write;
    private final CompletableFuture<Void> end;
    private final AtomicInteger alone = new AtomicInteger();
    private volatile int acknowledged;
    private volatile boolean stopped;

    ReplicatedWriter(IntFunction<? extends Mono<? extends WriteResult<?>>> write) {
        this.write = write;
        this.end = Flux.range(1, Integer.MAX_VALUE)
                .takeWhile(number -> !stopped)
                .concatMap(this::writeAndNote, 1)
                .then()
                .toFuture();
    }

    private Mono<Void> writeAndNote(int number) {
        return write.apply(number)
                .doOnNext(result -> note(number, result))
                .onErrorResume(OutcomeUnknownException.class, unknown -> Mono.empty())
                .then();
    }

    private void note(int number, WriteResult<?> result) {
        if (result instanceof WriteResult.NotReplicated<?>) {
            alone.incrementAndGet();
        } else {
            result.orThrow();
            acknowledged = number;
        }
    }

    /** The last number that a replica has, as it was told. */
    int acknowledged() {
        return acknowledged;
    }

    /** How often it was told that no replica has what was written. */
    int alone() {
        return alone.get();
    }

    @Override
    public void close() {
        stopped = true;
        assertThat(end.orTimeout(30, TimeUnit.SECONDS)).succeedsWithin(Duration.ofSeconds(30));
    }
}
