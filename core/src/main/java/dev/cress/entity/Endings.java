package dev.cress.entity;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.RedisDataException;
import dev.cress.script.entity.DeleteReply;
import dev.cress.script.entity.ForgetReply;
import dev.cress.script.entity.LifeScripts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Removes entities whose life is over: with their hash, or what is left without it. Each by one script, which does nothing when somebody else was first. */
final class Endings {

    static final int MOST_ATTEMPTS = 16;

    private final OpenStore<?> store;

    Endings(OpenStore<?> store) {
        this.store = store;
    }

    /** What came of some ends: how many entities this call removed, how many are not as the layout has them and were left, and how many are alive. */
    record Outcome(long removed, int stuck, int alive) {

        private static final Outcome NOTHING = new Outcome(0, 0, 0);

        Outcome plus(Outcome more) {
            return new Outcome(removed + more.removed, stuck + more.stuck, alive + more.alive);
        }
    }

    /** What is in the way of a write: the rest of the entity's own last life, another entity with its unique value, what is kept under its id for a rename, or what it would replace unseen. */
    sealed interface Obstacle {

        /** The entity's last life, or the rest of it. */
        record OwnRest() implements Obstacle {}

        /**
         * @param id text of the other entity's id
         */
        record Holder(String id) implements Obstacle {}

        /**
         * Something is kept under an id for an entity of another partition.
         *
         * @param where it is kept
         */
        record Arriving(Located where) implements Obstacle {}

        /**
         * What a save would replace was not read yet.
         *
         * @param read reads it; emits an error when it cannot be read
         */
        record Unread(Mono<Void> read) implements Obstacle {}
    }

    /**
     * Writes, and again after removing what was in the way.
     *
     * @param attempt sends the write, each time that it is subscribed to
     * @param cleared whether another attempt is due after a reply
     */
    <R> Mono<R> writing(Mono<R> attempt, Function<R, Mono<Boolean>> cleared) {
        return writing(attempt, cleared, 0);
    }

    private <R> Mono<R> writing(Mono<R> attempt, Function<R, Mono<Boolean>> cleared, int before) {
        return attempt.flatMap(reply -> cleared.apply(reply)
                .flatMap(again ->
                        again && before < MOST_ATTEMPTS ? writing(attempt, cleared, before + 1) : Mono.just(reply)));
    }

    /** Removes what is in the way of a write, if its life is over; emits whether it is gone. */
    Mono<Boolean> cleared(Optional<Obstacle> obstacle, Located one) {
        if (obstacle.isEmpty()) {
            return Mono.just(false);
        }
        if (obstacle.get() instanceof Obstacle.Holder other) {
            return cleared(store.locate(other.id().getBytes(StandardCharsets.UTF_8)));
        }
        if (obstacle.get() instanceof Obstacle.Arriving arriving) {
            return new PendingMoves(store).resolve(arriving.where()).thenReturn(true);
        }
        if (obstacle.get() instanceof Obstacle.Unread unread) {
            return unread.read().thenReturn(true);
        }
        Mono<Boolean> ended = store.model().expires()
                ? end(one.partition(), List.of(one.id())).map(gone -> gone.stuck() == 0)
                : Mono.just(true);
        return ended.flatMap(gone -> finished(store, List.of(one)).thenReturn(gone));
    }

    /** Changes what refers to entities that are removed, where that was noted. */
    private static <T> Mono<Void> finished(OpenStore<T> open, List<Located> entities) {
        return open.referrers().finish(entities, open).then();
    }

    /** What has a unique value may be kept for a rename that nobody finishes. */
    private Mono<Boolean> cleared(Located holder) {
        Mono<Boolean> arrived =
                store.moves() ? new PendingMoves(store).resolve(holder).hasElement() : Mono.just(false);
        return arrived.flatMap(was -> was || !store.model().expires()
                ? Mono.just(was)
                : end(holder.partition(), List.of(holder.id())).map(ended -> ended.alive() + ended.stuck() == 0));
    }

    /** Removes those of the entities of a partition whose life is over. */
    Mono<Outcome> end(int partition, List<byte[]> ids) {
        List<Request<DeleteReply>> requests = new ArrayList<>(ids.size());
        for (byte[] id : ids) {
            requests.add(Requests.repeatableScript(
                    store.scripts().delete().script(),
                    store.endingKeys(new Located(partition, id), ""),
                    store.scripts().delete().sweepArguments(store.writeContext(partition), id)));
        }
        return store.executor().executeAll(Role.WRITE, requests).flatMap(replies -> {
            List<byte[]> orphans = new ArrayList<>();
            Outcome outcome = Outcome.NOTHING;
            for (int i = 0; i < replies.size(); i++) {
                DeleteReply reply = replies.get(i);
                if (reply instanceof DeleteReply.Orphaned) {
                    orphans.add(ids.get(i));
                }
                outcome = outcome.plus(outcome(reply));
            }
            Outcome sofar = outcome;
            Mono<Outcome> all = orphans.isEmpty()
                    ? Mono.just(sofar)
                    : forget(partition, orphans).map(sofar::plus);
            return all.doOnNext(ended -> tidy(partition, ended))
                    .flatMap(ended -> finished(store, located(partition, ids)).thenReturn(ended));
        });
    }

    private static List<Located> located(int partition, List<byte[]> ids) {
        return ids.stream().map(id -> new Located(partition, id)).toList();
    }

    private void tidy(int partition, Outcome ended) {
        Claims claims = store.claims();
        if (claims != null && ended.removed() > 0) {
            claims.tidy(partition);
        }
    }

    private Outcome outcome(DeleteReply reply) {
        if (reply instanceof DeleteReply.EpochChanged changed) {
            throw epochChanged(changed.actual());
        }
        return new Outcome(
                reply instanceof DeleteReply.Expired ? 1 : 0,
                reply instanceof DeleteReply.Corrupt ? 1 : 0,
                reply instanceof DeleteReply.Alive ? 1 : 0);
    }

    /** Removes what indexes have of entities whose hashes are gone. */
    Mono<Outcome> forget(int partition, List<byte[]> ids) {
        return OrphanEntries.find(store, partition, ids)
                .flatMap(orphans -> store.executor()
                        .executeAll(
                                Role.WRITE,
                                orphans.stream()
                                        .map(orphan -> forgetting(partition, orphan))
                                        .toList())
                        .map(replies -> replies.stream().map(this::outcome).reduce(Outcome.NOTHING, Outcome::plus))
                        .doOnNext(ended -> tidy(partition, ended)));
    }

    private Request<ForgetReply> forgetting(int partition, OrphanEntries.Orphan orphan) {
        return Requests.repeatableScript(
                store.scripts().lives().forget(),
                store.endingKeys(new Located(partition, orphan.id()), ""),
                LifeScripts.forgetArguments(store.writeContext(partition), orphan.id(), orphan.entries()));
    }

    private Outcome outcome(ForgetReply reply) {
        if (reply instanceof ForgetReply.EpochChanged changed) {
            throw epochChanged(changed.actual());
        }
        if (reply instanceof ForgetReply.Corrupt corrupt) {
            throw WriteResults.corrupt(corrupt.key(), corrupt.detail());
        }
        return new Outcome(reply instanceof ForgetReply.Expired ? 1 : 0, 0, 0);
    }

    private RedisDataException epochChanged(long actual) {
        return WriteResults.epochChanged(store.model().name(), actual);
    }
}
