package dev.cress.entity;

import dev.cress.error.NonTransientRedisDataException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisDataException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.script.entity.MoveReply;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Gives one entity an id of another partition.
 *
 * <p><b>Consistency</b> Everything that is stored of the entity is first kept under the new id, with its unique values, where it is no entity: readers do not see it, and nobody else gets the id or the
 * values. Then one script removes the entity under the old id, if it still is as it was kept, and leaves a note in the same moment: from then on it has the new id, and nothing is in the way of its
 * arrival. Another script makes an entity of what is kept, and the note is removed. Readers see the entity under the old id, then for a moment under none, then under the new one; never under both.
 *
 * <p><b>Failure</b> Whoever finds something kept asks the old partition for the note, and if there is none takes the permit to leave away in the same script. So each rename goes one way only, whenever
 * messages arrive and whoever dies: forward with the note, else back. See {@link PendingMoves}.
 */
final class PartitionMove<T> {

    private static final int MOST_ATTEMPTS = 16;

    private final OpenStore<T> open;
    private final Located source;
    private final Located target;
    private final WriteOptions options;
    private final MoveSteps steps;
    private final PendingMoves pending;

    PartitionMove(OpenStore<T> open, Located source, Located target, WriteOptions options) {
        this.open = open;
        this.source = source;
        this.target = target;
        this.options = options;
        this.steps = new MoveSteps(open);
        this.pending = new PendingMoves(open);
    }

    /** Emits what came of it. It goes on when nobody waits for it any more: who stops waiting between two steps must not leave the entity under no id. */
    Mono<WriteResult<T>> result() {
        return Mono.deferContextual(context ->
                Mono.fromFuture(() -> attempt(0).contextWrite(context).toFuture(), true));
    }

    /**
     * @param before how many attempts there were; each of them may have been finished by somebody else
     */
    private Mono<WriteResult<T>> attempt(int before) {
        if (before == MOST_ATTEMPTS) {
            return Mono.error(new RedisTimeoutException(
                    name() + " was changed " + MOST_ATTEMPTS
                            + " times while it was renamed; it has its old id, unless another rename has changed it",
                    null));
        }
        String token = WriteIds.next();
        return steps.pack(source, expected(), token)
                .onErrorMap(OutcomeUnknownException.class, this::nothingRenamed) // a permit at most
                .flatMap(reply -> packed(reply, token, before));
    }

    private Mono<WriteResult<T>> packed(MoveReply reply, String token, int before) {
        if (reply instanceof MoveReply.Packed packed) {
            return staged(packed, token, before);
        }
        if (reply instanceof MoveReply.Arriving) {
            return pending.resolve(source).then(Mono.defer(() -> attempt(before + 1)));
        }
        return reply instanceof MoveReply.VersionConflict conflict
                ? Mono.just(new WriteResult.VersionConflict<>(
                        open.model().name(),
                        RenameDraft.text(source.id()),
                        WriteResults.orZero(expected()),
                        conflict.actual()))
                : finished(before > 0);
    }

    private Mono<WriteResult<T>> staged(MoveReply.Packed packed, String token, int before) {
        String life = options.expiry() == null ? "" : options.expiry().word();
        byte[] mark = MoveSteps.mark(token, source.id());
        return steps.stage(target, mark, life, packed)
                .onErrorResume(
                        OutcomeUnknownException.class,
                        unknown -> undone(token).then(Mono.error(nothingRenamed(unknown))))
                .flatMap(reply ->
                        reply instanceof MoveReply.Staged ? departed(packed, token, before) : refused(reply, before));
    }

    private Mono<WriteResult<T>> refused(MoveReply reply, int before) {
        WriteResult<T> refusal = reply instanceof MoveReply.Exists exists
                ? new WriteResult.Exists<>(open.model().name(), RenameDraft.text(target.id()), exists.version())
                : reply instanceof MoveReply.UniqueConflict conflict
                        ? new WriteResults<>(open.model(), RenameDraft.text(target.id()), 0)
                                .uniqueConflict(conflict.key(), conflict.holder())
                        : null;
        return new Endings(open)
                .cleared(obstacle(reply), target)
                .flatMap(cleared -> refusal == null || cleared ? attempt(before + 1) : Mono.just(refusal));
    }

    private Optional<Endings.Obstacle> obstacle(MoveReply reply) {
        if (reply instanceof MoveReply.Arriving) {
            return Optional.of(new Endings.Obstacle.Arriving(target));
        }
        if (reply instanceof MoveReply.Orphaned) {
            return Optional.of(new Endings.Obstacle.OwnRest());
        }
        return reply instanceof MoveReply.UniqueConflict conflict
                ? Optional.of(new Endings.Obstacle.Holder(conflict.holder()))
                : Optional.empty();
    }

    private Mono<WriteResult<T>> departed(MoveReply.Packed packed, String token, int before) {
        return steps.depart(source, target, token, packed.digest())
                .onErrorResume(
                        RedisDataException.class,
                        failure -> undone(token)
                                .then(Mono.error(
                                        failure instanceof NonTransientRedisDataException
                                                ? failure
                                                : brokenOff(failure))))
                .flatMap(reply -> reply instanceof MoveReply.Departed departed
                        ? arrived(token, departed.version())
                        : undone(token)
                                .then(Mono.defer(() -> arrivedMeanwhile(packed.version())))
                                .switchIfEmpty(Mono.defer(() -> attempt(before + 1))));
    }

    /** Whether it left although its departure was refused: the reply was lost, somebody else has brought it to an end, and the request that was sent again found nothing to do. */
    private Mono<WriteResult<T>> arrivedMeanwhile(long packed) {
        return steps.look(target)
                .filter(found -> found.version() != null
                        && found.version() > packed
                        && Arrays.equals(found.lastId(), source.id()))
                .map(found -> new WriteResult.Updated<T>(null, Objects.requireNonNull(found.version())));
    }

    private Mono<WriteResult<T>> arrived(String token, long after) {
        return pending.arrived(target, token, after)
                .onErrorMap(RedisDataException.class, this::brokenOff)
                .flatMap(reply -> steps.settle(source.partition(), token)
                        .onErrorComplete(RedisDataException.class) // whoever looks for what is left does it
                        .then(Mono.defer(() -> reply instanceof MoveReply.Arrived arrived
                                ? Mono.just(new WriteResult.Updated<T>(null, arrived.version()))
                                : arrivedMeanwhile(after) // and it may have another id by now
                                        .defaultIfEmpty(new WriteResult.Updated<T>(null, after)))));
    }

    /** Takes back what is kept, unless the entity has left; if that fails too, whoever meets it does. */
    private Mono<Void> undone(String token) {
        return pending.resolve(target, new MoveSteps.Mark(token, source)).onErrorComplete(RedisDataException.class);
    }

    /**
     * What came of it where nothing has the old id.
     *
     * @param begun whether this call has kept something, which somebody else may have finished
     */
    private Mono<WriteResult<T>> finished(boolean begun) {
        return pending.resolve(target)
                .flatMap(resolved -> steps.look(target)
                        .map(found -> (begun || resolved)
                                        && found.version() != null
                                        && Arrays.equals(found.lastId(), source.id())
                                ? new WriteResult.Updated<T>(null, found.version())
                                : new WriteResult.Missing<T>(open.model().name(), RenameDraft.text(source.id()))));
    }

    private @Nullable Long expected() {
        return options.ifVersion().isPresent() ? (Long) options.ifVersion().getAsLong() : null;
    }

    private String name() {
        return open.model().name() + " " + RenameDraft.text(source.id());
    }

    private RedisTimeoutException nothingRenamed(OutcomeUnknownException unknown) {
        return new RedisTimeoutException(name() + " could not be renamed in time and has its old id", unknown);
    }

    private OutcomeUnknownException brokenOff(RedisDataException failure) {
        return new OutcomeUnknownException(
                "the rename of " + name() + " to " + RenameDraft.text(target.id())
                        + " was broken off, perhaps after it has left its partition; repeat it, or call Maintenance.finishRenames, which brings it to an end",
                failure);
    }
}
