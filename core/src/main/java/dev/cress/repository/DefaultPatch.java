package dev.cress.repository;

import dev.cress.entity.EntityStore;
import dev.cress.entity.PatchBuilder;
import dev.cress.entity.PatchPlan;
import dev.cress.entity.PatchWriter;
import dev.cress.entity.UnitWrite;
import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.write.Patch;
import dev.cress.write.Presence;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import reactor.core.publisher.Mono;

/** A patch of one entity of one store. */
final class DefaultPatch<T> extends PatchBuilder<T, Patch<T>> implements Patch<T> {

    private final EntityStore<T> store;
    private final byte[] id;
    private final SaveMode mode;
    private final WriteOptions options;

    DefaultPatch(EntityStore<T> store, byte[] id) {
        this(store, id, nothing(store.model()), SaveMode.UPDATE, WriteOptions.DEFAULT);
    }

    private DefaultPatch(EntityStore<T> store, byte[] id, PatchPlan<T> plan, SaveMode mode, WriteOptions options) {
        super(plan);
        this.store = store;
        this.id = id;
        this.mode = mode;
        this.options = options;
    }

    @Override
    protected Patch<T> with(PatchPlan<T> other) {
        return new DefaultPatch<>(store, id, other, mode, options);
    }

    @Override
    public Patch<T> options(WriteOptions given) {
        if (given.presence() == Presence.ABSENT) {
            throw new IllegalArgumentException("what is absent cannot be patched; leave ifAbsent() away");
        }
        return new DefaultPatch<>(store, id, plan(), mode, given);
    }

    @Override
    public Patch<T> orCreate() {
        return new DefaultPatch<>(store, id, plan(), SaveMode.UPSERT, options);
    }

    @Override
    public Mono<Long> apply() {
        return result(Returning.NOTHING).map(result -> written(result).version());
    }

    @Override
    public Mono<T> after() {
        return result(Returning.AFTER).map(WriteResult::entity);
    }

    @Override
    public Mono<T> before() {
        return result(Returning.BEFORE).mapNotNull(result -> written(result).stored());
    }

    @Override
    public Mono<WriteResult<T>> result(Returning returning) {
        return new PatchWriter<>(store).patch(id, plan(), possibleMode(), returning, options);
    }

    private SaveMode possibleMode() {
        return options.presence() == Presence.PRESENT ? SaveMode.UPDATE : mode;
    }

    EntityStore<T> store() {
        return store;
    }

    /** The same in a unit of work. */
    UnitWrite<T> write(Returning returning) {
        return UnitWrite.patch(store, id, plan(), possibleMode(), returning, options);
    }

    private static <T> WriteResult.Written<T> written(WriteResult<T> result) {
        return (WriteResult.Written<T>) result.orThrow();
    }
}
