package dev.cress.repository;

import dev.cress.entity.EntityStore;
import dev.cress.entity.EntityWriter;
import dev.cress.write.Presence;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
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
    Mono<WriteResult<T>> save(T entity, WriteOptions options) {
        Mono<WriteResult<T>> save = writer.save(entity, options);
        return options.presence() == Presence.ABSENT || store.model().versioned()
                ? save
                : Mono.defer(() -> store.lifecycle().looksBeforeSave(entity)
                        ? writer.look(entity).then(save)
                        : save);
    }

    Mono<WriteResult<T>> overwrite(T entity) {
        return writer.overwrite(entity)
                .doOnNext(stored -> store.lifecycle().isReadable(store.model().id(entity)));
    }
}
