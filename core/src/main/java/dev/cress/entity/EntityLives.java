package dev.cress.entity;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Life;
import dev.cress.script.entity.LifeScripts;
import dev.cress.script.entity.TouchReply;
import dev.cress.write.Expiry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The lives of the entities of a store: how long they are, and their ends.
 *
 * @param <T> the entity type
 */
public final class EntityLives<T> {

    private final EntityStore<T> store;

    /**
     * The lives of a store.
     *
     * @param store where the entities are, which can expire
     */
    public EntityLives(EntityStore<T> store) {
        this.store = store;
    }

    /**
     * Tells what is left of a life.
     *
     * @param id bytes of an id
     * @return a cold publisher, empty when nothing is stored
     */
    public Mono<Lifespan> lifespan(byte[] id) {
        return store.with(open -> new LivingRows(open).lifespan(open.locate(id)));
    }

    /**
     * Moves the end of a life.
     *
     * @param id bytes of an id
     * @param expiry to where
     * @return a cold publisher of what is left then, empty when nothing is stored
     */
    public Mono<Lifespan> touch(byte[] id, Expiry expiry) {
        return store.with(open -> touch(open, open.locate(id), expiry));
    }

    /**
     * Removes every entity whose life is over, whoever else sweeps.
     *
     * @return a cold publisher of how many this call removed
     */
    public Mono<Long> sweep() {
        return store.withMany(open -> Flux.range(0, open.keys().partitioning().count())
                        .flatMap(partition -> new PartitionSweep(open, partition, "").run(), 4))
                .reduce(0L, (sum, sweep) -> sum + sweep.removed());
    }

    private Mono<Lifespan> touch(OpenStore<T> open, Located one, Expiry expiry) {
        Request<TouchReply> request = Requests.repeatableScript(
                open.scripts().lives().touch(),
                List.of(
                        open.entityKey(one),
                        open.keys().partition(one.partition()).meta(),
                        open.keys().partition(one.partition()).expiry()),
                LifeScripts.touchArguments(open.epoch(), one.id(), expiry.word()));
        return open.executor()
                .execute(Role.WRITE, request)
                .flatMap(reply -> reply instanceof TouchReply.Orphaned
                        ? new Endings(open)
                                .forget(one.partition(), List.of(one.id()))
                                .then(Mono.empty())
                        : Mono.justOrEmpty(lifespan(open, reply)));
    }

    private static @Nullable Lifespan lifespan(OpenStore<?> open, TouchReply reply) {
        if (reply instanceof TouchReply.Life life) {
            return new Lifespan(
                    Instant.ofEpochMilli(life.now()),
                    life.ends().isPresent()
                            ? Optional.of(Instant.ofEpochMilli(life.ends().getAsLong()))
                            : Optional.empty());
        }
        if (reply instanceof TouchReply.EpochChanged changed) {
            throw WriteResults.epochChanged(open.model().name(), changed.actual());
        }
        if (reply instanceof TouchReply.Corrupt corrupt) {
            throw WriteResults.corrupt(corrupt.key(), corrupt.detail());
        }
        return null;
    }

    /**
     * Checks that a write may say this of an entity's life.
     *
     * @param expiry what it says
     * @throws IllegalArgumentException when the type has no lives, or keeps their ends in a property
     */
    public void requireSaid(Expiry expiry) {
        requireSaid(store.model(), expiry);
    }

    /**
     * Checks that the end of a life may be moved so without a write of the entity.
     *
     * @param expiry where to
     * @throws IllegalArgumentException when the type keeps the ends of lives in a property, which would then say something else
     */
    public void requireTouchable(Expiry expiry) {
        if (!expiry.equals(Expiry.restarted()) && !expiry.equals(Expiry.kept())) {
            requireSaid(expiry);
        }
    }

    static void requireSaid(EntityModel<?> model, Expiry expiry) {
        Life life = model.life();
        if (life == null) {
            throw new IllegalArgumentException(
                    model.name() + " does not expire; annotate " + model.type().getSimpleName() + " with @Expires");
        }
        if (life.property() != null) {
            throw new IllegalArgumentException(model.name() + " keeps the end of its life in its property "
                    + life.property().name() + "; save it there instead of " + expiry);
        }
    }
}
