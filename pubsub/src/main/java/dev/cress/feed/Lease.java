package dev.cress.feed;

import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.entity.OpenStore;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.StoredDataException;
import dev.cress.error.TransientRedisDataException;
import dev.cress.script.LuaScript;
import dev.cress.script.feed.GroupScripts;
import dev.cress.script.feed.OffsetReply;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A member's right to work on a partition, and the only way to write its place. Its time is counted from before it was asked for, so that it ends here before it ends on the server.
 */
final class Lease {

    /** What keeping a place ended in. */
    enum Outcome {
        KEPT,
        LOST
    }

    private final OpenStore<?> store;
    private final GroupKeys keys;
    private final int partition;
    private final long fence;
    private final Duration time;
    private volatile long ends;
    private volatile boolean lost;

    Lease(OpenStore<?> store, GroupKeys keys, int partition, long fence, Duration time, long begun) {
        this.store = store;
        this.keys = keys;
        this.partition = partition;
        this.fence = fence;
        this.time = time;
        this.ends = begun + time.toNanos();
    }

    int partition() {
        return partition;
    }

    long fence() {
        return fence;
    }

    Delivery.Place place(Position event) {
        return keys.place(partition, event);
    }

    /** Whether somebody else may have the partition now. */
    boolean isOver() {
        return lost || System.nanoTime() - ends >= 0;
    }

    /** Whether somebody else has it for certain. */
    boolean isLost() {
        return lost;
    }

    Mono<Outcome> renew() {
        return keep(GroupScripts.COMMIT, List.of(keys.lease(partition)), GroupScripts.renew(fence, time.toMillis()));
    }

    Mono<Outcome> commit(Position place, int attempts) {
        return keep(
                GroupScripts.COMMIT,
                List.of(keys.lease(partition)),
                GroupScripts.commit(fence, place.version(), place.number(), attempts, time.toMillis()));
    }

    /** After history was lost. */
    Mono<Outcome> commitBack(Position place) {
        return keep(
                GroupScripts.COMMIT,
                List.of(keys.lease(partition)),
                GroupScripts.commitBack(fence, place.version(), place.number(), time.toMillis()));
    }

    Mono<Outcome> release() {
        return keep(GroupScripts.COMMIT, List.of(keys.lease(partition)), GroupScripts.renew(fence, 0))
                .doFinally(signal -> lost = true);
    }

    /** Prolongs nothing. */
    <T> Mono<Outcome> bury(Backlog.Pending<T> pending, Backlog<T> backlog, Throwable failure, long retention) {
        Position after = backlog.placeWithout(pending);
        GroupScripts.Letter letter = new GroupScripts.Letter(
                fence,
                new GroupScripts.Place(
                        pending.place().version(), pending.place().number()),
                new GroupScripts.Place(after.version(), after.number()),
                backlog.attemptsWithout(pending),
                pending.attempts(),
                failure.getClass().getName(),
                pending.entry().fields());
        return repeated(() -> once(
                GroupScripts.BURY,
                List.of(keys.lease(partition), keys.deadLetters(partition)),
                GroupScripts.bury(letter, retention),
                System.nanoTime() - time.toNanos()));
    }

    private Mono<Outcome> keep(LuaScript<OffsetReply> script, List<byte[]> scriptKeys, List<byte[]> arguments) {
        return repeated(() -> once(script, scriptKeys, arguments, System.nanoTime()));
    }

    /** To write the same place again does no harm, and a letter is written once: so an unknown outcome is tried again while there is time. */
    private Mono<Outcome> repeated(Supplier<Mono<Outcome>> write) {
        return Mono.defer(write)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(10))
                        .maxBackoff(Duration.ofMillis(200))
                        .filter(failure -> !isOver()
                                && (failure instanceof TransientRedisDataException
                                        || failure instanceof OutcomeUnknownException)));
    }

    private Mono<Outcome> once(
            LuaScript<OffsetReply> script, List<byte[]> scriptKeys, List<byte[]> arguments, long sent) {
        return store.executor()
                .execute(Role.WRITE, Requests.script(script, scriptKeys, arguments))
                .map(reply -> {
                    if (reply instanceof OffsetReply.Corrupt corrupt) {
                        throw new StoredDataException(
                                corrupt.key() + " " + corrupt.detail() + "; nothing was written", null);
                    }
                    if (reply instanceof OffsetReply.Lost) {
                        lost = true;
                        return Outcome.LOST;
                    }
                    ends = Math.max(ends, sent + time.toNanos());
                    return Outcome.KEPT;
                });
    }
}
