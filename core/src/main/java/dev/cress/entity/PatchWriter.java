package dev.cress.entity;

import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.write.Repetition;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import reactor.core.publisher.Mono;

/**
 * Patches one entity by one script, and tells what came of it.
 *
 * @param <T> the entity type
 */
public final class PatchWriter<T> {

    private final EntityStore<T> store;

    /**
     * A writer.
     *
     * @param store where the entities are
     */
    public PatchWriter(EntityStore<T> store) {
        this.store = store;
    }

    /**
     * Patches an entity.
     *
     * @param id bytes of its id
     * @param plan what to do
     * @param mode what to do when it is not stored; not an insert
     * @param returning which entity the outcome has
     * @param options what else is asked for; what must be stored is not looked at
     * @return a cold publisher of what came of it
     */
    public Mono<WriteResult<T>> patch(
            byte[] id, PatchPlan<T> plan, SaveMode mode, Returning returning, WriteOptions options) {
        if (options.expiry() != null) {
            EntityLives.requireSaid(store.model(), options.expiry());
        }
        WriteOptions chosen =
                plan.accumulates() && options.repetition() == Repetition.BY_KIND ? options.once() : options;
        return store.with(open -> store.lifecycle()
                .patches()
                .patching(
                        id,
                        plan,
                        more -> send(PatchDraft.of(
                                store, open, new PatchDraft.Call<>(id, plan, mode, returning, chosen), more))));
    }

    private Mono<WriteResult<T>> send(PatchDraft<T> draft) {
        WriteCall<T> call =
                new WriteCall<>(draft.open(), draft.located(), draft.call().options());
        return call.send(draft).flatMap(draft::result).map(call::replicated);
    }
}
