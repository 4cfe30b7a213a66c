package dev.cress.entity;

import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A deletion in a unit. */
record UnitDeletion<T>(
        EntityStore<T> store, byte[] id, @Nullable Long expected) implements UnitWrite<T> {

    @Override
    public Mono<ReadyWrite<T, ?>> ready(@Nullable String writeId) {
        WriteOptions named = writeId == null ? WriteOptions.DEFAULT : WriteOptions.DEFAULT.writeId(writeId);
        return store.lifecycle()
                .beforeDelete(id)
                .then(store.with(open -> Mono.just(new ReadyWrite<>(this, DeleteDraft.of(open, id, expected, named)))));
    }

    @Override
    public Mono<WriteResult<T>> after(WriteResult<T> result) {
        return store.lifecycle().afterDelete(id, result);
    }

    @Override
    public boolean accumulates() {
        return false;
    }
}
