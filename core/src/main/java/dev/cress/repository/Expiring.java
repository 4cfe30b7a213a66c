package dev.cress.repository;

import dev.cress.entity.Lifespan;
import dev.cress.write.Expiry;
import reactor.core.publisher.Mono;

/**
 * The lives of entities that can expire, those of a type with {@link dev.cress.annotation.Expires}, {@link dev.cress.annotation.ExpiresAfter} or {@link dev.cress.annotation.ExpiresAt}. From its end on
 * an entity is absent for every operation; it is removed soon after, together with its index entries and unique claims, and announced as expired, once. All times are those of the server.
 *
 * <p>How long an entity lives is said by its type, by a property of it, or by a write: {@code save(session, WriteOptions.DEFAULT.expiry(Expiry.never()))}. Publishers behave as those of
 * {@link ReactiveRepository}.
 *
 * @param <T> the entity type
 * @param <ID> type of its id
 */
public interface Expiring<T, ID> {

    /**
     * Tells how long an entity still lives.
     * <ul>
     * <li><b>Emits</b> what is left of its life; completes empty when none is stored.
     * <li><b>Redis</b> {@code EVALSHA entity/clock} and {@code HMGET}: 1 round trip.
     * </ul>
     *
     * @param id an id
     * @return a cold publisher of one lifespan or none
     */
    Mono<Lifespan> lifespan(ID id);

    /**
     * Begins an entity's life anew without writing the entity, as for a session that was used. As {@link #touch(Object, Expiry)} with {@link Expiry#restarted()}.
     *
     * @param id an id
     * @return a cold publisher of what is left then
     */
    Mono<Lifespan> touch(ID id);

    /**
     * Gives an entity's life another end without writing the entity: it keeps its version, and no change is announced.
     * <ul>
     * <li><b>Emits</b> what is left of its life then; completes empty when none is stored.
     * <li><b>Atomicity</b> one script in one slot.
     * <li><b>Redis</b> {@code EVALSHA entity/touch}: 1 round trip, 2 when the server has not seen the script.
     * </ul>
     *
     * @param id an id
     * @param expiry the end
     * @return a cold publisher of one lifespan or none
     * @throws IllegalArgumentException when the type keeps the end in a property, which would then say something else; except for {@link Expiry#restarted()} and {@link Expiry#kept()}
     */
    Mono<Lifespan> touch(ID id, Expiry expiry);

    /**
     * Removes all entities whose life is over, now, whoever else does it: for programs that switch sweeping in the background off.
     * <ul>
     * <li><b>Emits</b> how many this call removed.
     * <li><b>Atomicity</b> each entity by itself.
     * <li><b>Redis</b> {@code EVALSHA entity/due} for each partition and 64 entities, one script for each entity.
     * </ul>
     *
     * @return a cold publisher of one value
     */
    Mono<Long> sweep();
}
