package dev.cress.entity;

import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.write.Repetition;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One write of a unit of work, as it was asked for.
 *
 * @param <T> the entity type
 */
public sealed interface UnitWrite<T> permits UnitSave, UnitDeletion, UnitPatch {

    /**
     * A save. A generated id is given now, so that it is known where the write belongs, and a unit that is repeated writes the same entity.
     *
     * @param store where the entity is to be
     * @param entity the entity
     * @param options what else is asked for
     * @param <T> the entity type
     * @return the write
     * @throws IllegalArgumentException if the options ask for what only a whole unit can have
     */
    static <T> UnitWrite<T> save(EntityStore<T> store, T entity, WriteOptions options) {
        if (options.expiry() != null) {
            EntityLives.requireSaid(store.model(), options.expiry());
        }
        return new UnitSave<>(store, store.lifecycle().named(entity), requireOwn(options));
    }

    /**
     * A deletion.
     *
     * @param store where the entity is
     * @param id bytes of its id
     * @param expected version that must be stored, null for any
     * @param <T> the entity type
     * @return the write
     */
    static <T> UnitWrite<T> delete(EntityStore<T> store, byte[] id, @Nullable Long expected) {
        return new UnitDeletion<>(store, id, expected);
    }

    /**
     * A patch.
     *
     * @param store where the entity is
     * @param id bytes of its id
     * @param plan what to do
     * @param mode what to do when it is not stored
     * @param returning which entity the outcome has
     * @param options what else is asked for
     * @param <T> the entity type
     * @return the write
     * @throws IllegalArgumentException if the options ask for what only a whole unit can have
     */
    static <T> UnitWrite<T> patch(
            EntityStore<T> store,
            byte[] id,
            PatchPlan<T> plan,
            SaveMode mode,
            Returning returning,
            WriteOptions options) {
        if (options.expiry() != null) {
            EntityLives.requireSaid(store.model(), options.expiry());
        }
        return new UnitPatch<>(store, new PatchDraft.Call<>(id, plan, mode, returning, requireOwn(options)));
    }

    /**
     * Checks the options of one write.
     *
     * @param options options
     * @return the same
     * @throws IllegalArgumentException if they ask for what only a whole unit can have
     */
    static WriteOptions requireOwn(WriteOptions options) {
        if (options.repetition() != Repetition.BY_KIND || options.durability() != null) {
            throw new IllegalArgumentException(
                    "write ids, tokens and replicas are of a unit as a whole; give them to UnitOfWork.options");
        }
        return options;
    }

    /** {@return where the entities of its type are} */
    EntityStore<T> store();

    /** {@return bytes of the id that it writes to, null while only callbacks know it} */
    byte @Nullable [] id();

    /**
     * Does what comes before the write.
     *
     * @param writeId what its event calls it, null for nothing
     * @return a cold publisher of the write, or of what keeps the unit from being sent
     */
    Mono<ReadyWrite<T, ?>> ready(@Nullable String writeId);

    /**
     * Does what comes after the unit.
     *
     * @param result what came of the write
     * @return a cold publisher of the same, perhaps with another entity
     */
    Mono<WriteResult<T>> after(WriteResult<T> result);

    /** {@return whether to do it twice is not to do it once} */
    boolean accumulates();
}
