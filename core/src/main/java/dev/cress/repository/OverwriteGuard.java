package dev.cress.repository;

import dev.cress.entity.EntityStore;
import dev.cress.entity.EntityWriter;
import dev.cress.script.entity.SaveMode;
import reactor.core.publisher.Mono;

/** Keeps a save from replacing an entity that cannot be read. */
final class OverwriteGuard<T> {

    private final EntityStore<T> store;
    private final EntityWriter<T> writer;

    OverwriteGuard(EntityStore<T> store, EntityWriter<T> writer) {
        this.store = store;
        this.writer = writer;
    }

    /** Saves, or fails with {@link dev.cress.error.UnreadableEntityException} before that. A version is guard enough. */
    Mono<T> save(SaveMode mode, T entity) {
        Mono<T> save = writer.save(mode, entity);
        return mode == SaveMode.INSERT || store.model().versioned()
                ? save
                : Mono.defer(() ->
                        store.lifecycle().looksBeforeSave(entity) ? look(entity).then(save) : save);
    }

    Mono<T> overwrite(T entity) {
        return writer.overwrite(entity)
                .doOnNext(stored -> store.lifecycle().isReadable(store.model().id(stored)));
    }

    private Mono<Void> look(T entity) {
        byte[] id = store.model().id(entity);
        return store.with(open -> open.read(id))
                .doOnNext(store.model()::entity)
                .then(Mono.fromRunnable(() -> store.lifecycle().isReadable(id)));
    }
}
