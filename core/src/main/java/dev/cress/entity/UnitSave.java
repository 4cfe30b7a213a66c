package dev.cress.entity;

import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A save in a unit. */
record UnitSave<T>(EntityStore<T> store, T entity, WriteOptions options) implements UnitWrite<T> {

    /** What is wrong with an id is told with what else is wrong with the entity, when it is saved. */
    @Override
    public byte @Nullable [] id() {
        return store.lifecycle().givenId(entity).orElse(null);
    }

    @Override
    public Mono<ReadyWrite<T, ?>> ready(@Nullable String writeId) {
        WriteOptions named = writeId == null ? options : options.writeId(writeId);
        EntityLifecycle<T> lifecycle = store.lifecycle();
        Mono<T> completed = lifecycle.isPlain() ? Mono.just(entity) : lifecycle.beforeWrite(options.presence(), entity);
        return completed.flatMap(given ->
                store.with(open -> Mono.just(new ReadyWrite<>(this, SaveDraft.of(store, open, given, named)))));
    }

    @Override
    public Mono<WriteResult<T>> after(WriteResult<T> result) {
        EntityLifecycle<T> lifecycle = store.lifecycle();
        return lifecycle.isPlain() ? Mono.just(result) : lifecycle.afterSave(result);
    }

    @Override
    public boolean accumulates() {
        return false;
    }
}
