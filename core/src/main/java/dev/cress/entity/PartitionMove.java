package dev.cress.entity;

import dev.cress.error.NonTransientRedisDataException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisDataException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.script.entity.MoveReply;
import dev.cress.write.Repetition;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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
 *
 * <p><b>Repetition</b> What came of it is remembered where the new id is, under the write id or, for who asks again at once, the token: by the script of the arrival, or after a refusal of a named rename.
 * What is kept carries the write id, so nothing is remembered of a named rename while another one of its name is under way.
 */
final class PartitionMove<T> {

    private static final int MOST_ATTEMPTS = 16;

    /** A lost reply takes long, so fewer of them are too many. */
    private static final int LOST = MOST_ATTEMPTS / 4;

    private final OpenStore<T> open;
    private final Located source;
    private final Located target;
    private final WriteOptions options;
    private final MoveSteps steps;
    private final PendingMoves pending;
    private final HandOver handOver;

    PartitionMove(OpenStore<T> open, Located source, Located target, WriteOptions options) {
        this.open = open;
        this.source = source;
        this.target = target;
        this.options = options;
        this.steps = new MoveSteps(open, options.durability());
        this.pending = new PendingMoves(open, steps);
        this.handOver = new HandOver(open);
    }

    /** Emits what came of it. It goes on when nobody waits for it any more: who stops waiting between two steps must not leave the entity under no id. */
    Mono<WriteResult<T>> result() {
        return Mono.deferContextual(context -> Mono.fromFuture(
                        () -> attempt(0)
                                .flatMap(reply ->
                                        reply instanceof MoveReply.Arrived ? Mono.just(reply) : remembered(reply))
                                .delayUntil(reply -> reply instanceof MoveReply.Arrived
                                        ? steps.acknowledged(source, target)
                                        : Mono.empty())
                                .contextWrite(context)
                                .toFuture(),
                        true))
                .map(this::outcome)
                .map(result -> (steps.left().enough() ? steps.there() : steps.left())
                        .replicated(result, open.model().name(), target.id()));
    }

    /**
     * @param before how many attempts there were; each of them may have been finished by somebody else
     */
    private Mono<MoveReply> attempt(int before) {
        if (before >= MOST_ATTEMPTS) {
            return Mono.error(new RedisTimeoutException(
                    name()
                            + " was changed, or replies were lost, again and again while it was renamed; it has its old id, unless another rename has changed it",
                    null));
        }
        MoveSteps.Mark mark = new MoveSteps.Mark(WriteIds.next(), source, options.writeId(), List.of());
        return steps.pack(source, expected(), mark.token())
                .onErrorResume(OutcomeUnknownException.class, this::lost) // a permit at most
                .flatMap(reply -> packed(reply, mark, before));
    }

    /** A reply that was lost is no reason to give up for who wants it done once. */
    private Mono<MoveReply> lost(OutcomeUnknownException unknown) {
        boolean repeats = options.repetition() == Repetition.ONCE
                || (options.repetition() == Repetition.BY_KIND && options.durability() != null);
        return repeats ? Mono.just(new MoveReply.None()) : Mono.error(nothingRenamed(unknown));
    }

    private Mono<MoveReply> packed(MoveReply reply, MoveSteps.Mark mark, int before) {
        if (reply instanceof MoveReply.Packed packed) {
            return staged(packed, mark, before);
        }
        if (reply instanceof MoveReply.None) {
            return attempt(before + LOST);
        }
        if (reply instanceof MoveReply.Arriving) {
            return pending.resolve(source).then(Mono.defer(() -> attempt(before + 1)));
        }
        return reply instanceof MoveReply.VersionConflict ? Mono.just(reply) : finished(before > 0);
    }

    private Mono<MoveReply> staged(MoveReply.Packed packed, MoveSteps.Mark mark, int before) {
        String life = options.expiry() == null ? "" : options.expiry().word();
        return steps.stage(target, mark, life, packed)
                .onErrorResume(
                        OutcomeUnknownException.class, unknown -> undone(mark).then(Mono.defer(() -> lost(unknown))))
                .flatMap(reply -> staged(reply, packed, mark, before));
    }

    private Mono<MoveReply> staged(MoveReply reply, MoveReply.Packed packed, MoveSteps.Mark mark, int before) {
        if (reply instanceof MoveReply.Staged) {
            return handedOver(packed, mark, before);
        }
        if (reply instanceof MoveReply.ReservationNeeded needed) {
            return handOver.look(needed.values(), source)
                    .flatMap(looked -> looked.conflict().isPresent()
                            ? refused(conflict(looked.conflict().get()), before)
                            : staged(packed, mark.with(looked.handed()), before));
        }
        if (reply instanceof MoveReply.Told told) {
            return Mono.just(told.outcome());
        }
        return reply instanceof MoveReply.None ? attempt(before + LOST) : refused(reply, before);
    }

    private static MoveReply conflict(Reservations.Conflict conflict) {
        return new MoveReply.UniqueConflict(conflict.index(), new String(conflict.holder(), StandardCharsets.UTF_8));
    }

    private Mono<MoveReply> refused(MoveReply reply, int before) {
        boolean refusal = reply instanceof MoveReply.Exists || reply instanceof MoveReply.UniqueConflict;
        return new Endings(open)
                .cleared(obstacle(reply), target)
                .flatMap(cleared -> refusal && !cleared ? Mono.just(reply) : attempt(before + 1));
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

    private Mono<MoveReply> handedOver(MoveReply.Packed packed, MoveSteps.Mark mark, int before) {
        if (!steps.there().enough()) {
            return undone(mark).then(Mono.error(this::notKept));
        }
        return handOver.forward(mark, target)
                .onErrorResume(RedisDataException.class, failure -> undone(mark).then(Mono.error(failure)))
                .flatMap(all -> all
                        ? departed(packed, mark, before)
                        : undone(mark).then(Mono.defer(() -> attempt(before + 1))));
    }

    private Mono<MoveReply> departed(MoveReply.Packed packed, MoveSteps.Mark mark, int before) {
        return steps.depart(mark, target, packed.digest())
                .onErrorResume(
                        RedisDataException.class,
                        failure -> undone(mark)
                                .then(Mono.error(
                                        failure instanceof NonTransientRedisDataException
                                                ? failure
                                                : brokenOff(failure))))
                .flatMap(reply -> reply instanceof MoveReply.Departed departed
                        ? arrived(mark, departed.version())
                        : undone(mark)
                                .then(Mono.defer(() -> arrivedMeanwhile(mark)))
                                .switchIfEmpty(Mono.defer(() -> attempt(before + 1))));
    }

    /** Whether it left although its departure was refused: the reply was lost, somebody else has brought it to an end, and the request that was sent again found nothing to do. */
    private Mono<MoveReply> arrivedMeanwhile(MoveSteps.Mark mark) {
        return steps.ask(target, mark)
                .flatMap(reply -> reply instanceof MoveReply.Told told ? Mono.just(told.outcome()) : Mono.empty());
    }

    private Mono<MoveReply> arrived(MoveSteps.Mark mark, long after) {
        return pending.arrived(target, mark, after)
                .onErrorMap(RedisDataException.class, this::brokenOff)
                .map(reply -> reply instanceof MoveReply.Arrived
                        ? reply
                        : new MoveReply.Arrived(after)) // so long ago that nobody remembers
                .delayUntil(reply -> steps.settle(source.partition(), mark.token())
                        .onErrorComplete(RedisDataException.class)); // whoever looks for what is left does it
    }

    /** Takes back what is kept, unless the entity has left; if that fails too, whoever meets it does. */
    private Mono<Void> undone(MoveSteps.Mark mark) {
        return pending.resolve(target, mark)
                .onErrorComplete(RedisDataException.class)
                .then();
    }

    /**
     * What came of it where nothing has the old id.
     *
     * @param begun whether this call has kept something, which somebody else may have finished
     */
    private Mono<MoveReply> finished(boolean begun) {
        return pending.resolve(target)
                .filter(ended -> ended.hasArrived(source.id()))
                .map(PendingMoves.Ended::reply)
                .switchIfEmpty(Mono.defer(() -> steps.look(target)
                        .map(found -> begun && found.version() != null && Arrays.equals(found.lastId(), source.id())
                                ? new MoveReply.Arrived(Objects.requireNonNull(found.version()))
                                : new MoveReply.Missing())))
                .flatMap(reply -> reply instanceof MoveReply.Arrived
                        ? remembered(reply) // it may have been a rename of another name, or of none
                        : Mono.just(reply));
    }

    /** Has the outcome of a named rename remembered; emits what came of the first rename of the name. */
    private Mono<MoveReply> remembered(MoveReply outcome) {
        String writeId = options.writeId();
        if (writeId == null) {
            return Mono.just(outcome);
        }
        return steps.remember(target, writeId, texts(outcome))
                .flatMap(reply -> reply instanceof MoveReply.Told told
                        ? Mono.just(told.outcome())
                        : pending.resolve(target).then(Mono.defer(() -> remembered(outcome))));
    }

    private static List<String> texts(MoveReply outcome) {
        if (outcome instanceof MoveReply.Arrived arrived) {
            return List.of("RENAMED", String.valueOf(arrived.version()));
        }
        if (outcome instanceof MoveReply.Exists exists) {
            return List.of("EXISTS", String.valueOf(exists.version()));
        }
        if (outcome instanceof MoveReply.VersionConflict conflict) {
            return List.of("VERSION", String.valueOf(conflict.actual()));
        }
        return outcome instanceof MoveReply.UniqueConflict conflict
                ? List.of("UNIQUE", conflict.key(), conflict.holder())
                : List.of("MISSING");
    }

    private WriteResult<T> outcome(MoveReply reply) {
        String model = open.model().name();
        if (reply instanceof MoveReply.Arrived arrived) {
            return new WriteResult.Updated<>(null, arrived.version());
        }
        if (reply instanceof MoveReply.Exists exists) {
            return new WriteResult.Exists<>(model, RenameDraft.text(target.id()), exists.version());
        }
        if (reply instanceof MoveReply.VersionConflict conflict) {
            return new WriteResult.VersionConflict<>(
                    model, RenameDraft.text(source.id()), WriteResults.orZero(expected()), conflict.actual());
        }
        return reply instanceof MoveReply.UniqueConflict conflict
                ? new WriteResults<>(open.model(), RenameDraft.text(target.id()), 0)
                        .uniqueConflict(conflict.key(), conflict.holder())
                : new WriteResult.Missing<>(model, RenameDraft.text(source.id()));
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

    private RedisUnavailableException notKept() {
        return new RedisUnavailableException(
                name() + " was not renamed and has its old id, since only "
                        + steps.there().replicas()
                        + " replicas have said in time that they have what its new partition is to keep of it; it would be lost with that server. Ask fewer replicas, or wait for them longer",
                null);
    }

    private OutcomeUnknownException brokenOff(RedisDataException failure) {
        return new OutcomeUnknownException(
                "the rename of " + name() + " to " + RenameDraft.text(target.id())
                        + " was broken off, perhaps after it has left its partition; repeat it, or call Maintenance.finishRenames, which brings it to an end",
                failure);
    }
}
