package dev.cress.entity;

import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A patch in a unit. */
record UnitPatch<T>(EntityStore<T> store, PatchDraft.Call<T> call) implements UnitWrite<T> {

    @Override
    public byte[] id() {
        return call.id();
    }

    @Override
    public Mono<ReadyWrite<T, ?>> ready(@Nullable String writeId) {
        WriteOptions named = writeId == null ? call.options() : call.options().writeId(writeId);
        PatchDraft.Call<T> told = new PatchDraft.Call<>(call.id(), call.plan(), call.mode(), call.returning(), named);
        return store.lifecycle()
                .patches()
                .before(call.id(), call.plan())
                .flatMap(stamps -> store.with(
                        open -> Mono.just(new ReadyWrite<>(this, PatchDraft.of(store, open, told, stamps)))));
    }

    @Override
    public Mono<WriteResult<T>> after(WriteResult<T> result) {
        return store.lifecycle().patches().after(call.id(), result);
    }

    @Override
    public boolean accumulates() {
        return call.plan().accumulates();
    }
}
