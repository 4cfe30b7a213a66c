package dev.cress.entity;

import dev.cress.write.Repetition;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Writes one entity by one script, and tells what came of it.
 *
 * @param <T> the entity type
 */
public final class EntityWriter<T> {

    private final EntityStore<T> store;

    /**
     * A writer.
     *
     * @param store where the entities are
     */
    public EntityWriter(EntityStore<T> store) {
        this.store = store;
    }

    /**
     * Writes an entity, unless that would replace what cannot be read.
     *
     * @param entity the entity; its version, if the type has one, is checked, except by an insert, unless the options have one
     * @param options what else is asked for
     * @return a cold publisher of what came of it, or of {@link dev.cress.error.UnreadableEntityException}
     */
    public Mono<WriteResult<T>> save(T entity, WriteOptions options) {
        if (options.expiry() != null) {
            EntityLives.requireSaid(store.model(), options.expiry());
        }
        return store.with(open -> save(SaveDraft.of(store, open, entity, options), options));
    }

    /**
     * Writes an entity, whatever is stored.
     *
     * @param entity the entity
     * @return a cold publisher of what came of it
     */
    public Mono<WriteResult<T>> overwrite(T entity) {
        return store.with(open -> {
            SaveDraft<T> draft = SaveDraft.overwriting(store, open, entity);
            return save(draft, WriteOptions.DEFAULT)
                    .doOnNext(stored ->
                            store.lifecycle().isReadable(draft.located().id()));
        });
    }

    /**
     * Removes an entity, and does to what refers to it as its type says.
     *
     * @param id bytes of its id
     * @param expected version that must be stored, null for any
     * @param options what else is asked for; what must be stored is not looked at
     * @return a cold publisher of what came of it
     */
    public Mono<WriteResult<T>> delete(byte[] id, @Nullable Long expected, WriteOptions options) {
        return store.referrers()
                .deleting(
                        id,
                        store,
                        options.repetition() == Repetition.ONCE,
                        store.with(open -> delete(DeleteDraft.of(open, id, expected, options), options)));
    }

    /** Removes an entity only. */
    Mono<WriteResult<T>> deleteAlone(byte[] id, long expected) {
        WriteOptions options = WriteOptions.DEFAULT;
        return store.with(open -> delete(DeleteDraft.of(open, id, expected, options), options));
    }

    private static <T> Mono<WriteResult<T>> save(SaveDraft<T> draft, WriteOptions options) {
        WriteCall<T> call = new WriteCall<>(draft.open(), draft.located(), options);
        return call.send(draft).map(reply -> call.replicated(draft.outcome(reply)));
    }

    private static <T> Mono<WriteResult<T>> delete(DeleteDraft<T> draft, WriteOptions options) {
        WriteCall<T> call = new WriteCall<>(draft.open(), draft.located(), options);
        return call.send(draft).map(reply -> call.replicated(draft.results().deleted(reply)));
    }
}
