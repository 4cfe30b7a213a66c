package dev.cress.repository;

import static java.util.Objects.requireNonNull;

import dev.cress.annotation.RedisEntity;
import dev.cress.entity.EntityStore;
import dev.cress.entity.UnitWrite;
import dev.cress.entity.UnitWriter;
import dev.cress.entity.UnitWrites;
import dev.cress.script.entity.Returning;
import dev.cress.write.Patch;
import dev.cress.write.Presence;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A unit over the stores of one context. */
final class DefaultUnitOfWork implements UnitOfWork {

    private final UnitWriter writer;
    private final Function<Class<?>, EntityStore<?>> stores;
    private final UnitWrites writes;
    private final WriteOptions options;

    DefaultUnitOfWork(UnitWriter writer, Function<Class<?>, EntityStore<?>> stores) {
        this(writer, stores, UnitWrites.NONE, WriteOptions.DEFAULT);
    }

    private DefaultUnitOfWork(
            UnitWriter writer, Function<Class<?>, EntityStore<?>> stores, UnitWrites writes, WriteOptions options) {
        this.writer = writer;
        this.stores = stores;
        this.writes = writes;
        this.options = options;
    }

    private UnitOfWork with(UnitWrite<?> write) {
        return new DefaultUnitOfWork(writer, stores, writes.with(write), options);
    }

    @SuppressWarnings("unchecked") // the store of the entity's type
    private <T> EntityStore<T> storeOf(T entity) {
        Class<?> type = entity.getClass();
        while (type != null && !type.isAnnotationPresent(RedisEntity.class)) {
            type = type.getSuperclass();
        }
        return (EntityStore<T>) stores.apply(type == null ? entity.getClass() : type);
    }

    @Override
    public UnitOfWork save(Object entity, WriteOptions given) {
        requireNonNull(entity, "entity");
        requireNonNull(given, "options");
        return with(UnitWrite.save(storeOf(entity), entity, given));
    }

    @Override
    public UnitOfWork delete(Object entity) {
        requireNonNull(entity, "entity");
        return with(deletion(storeOf(entity), entity));
    }

    private static <T> UnitWrite<T> deletion(EntityStore<T> store, T entity) {
        return UnitWrite.delete(
                store, store.model().id(entity), expected(store.model().version(entity)));
    }

    @Override
    public UnitOfWork deleteById(Class<?> type, Object id, WriteOptions given) {
        requireNonNull(type, "type");
        requireNonNull(id, "id");
        if (requireNonNull(given, "options").presence() == Presence.ABSENT || given.expiry() != null) {
            throw new IllegalArgumentException("what is deleted is there, and has no life afterwards");
        }
        EntityStore<?> store = stores.apply(type);
        Long version = expected(UnitWrite.requireOwn(given).ifVersion());
        return with(UnitWrite.delete(store, store.model().encodeId(id), version));
    }

    private static @Nullable Long expected(OptionalLong version) {
        return version.isPresent() ? (Long) version.getAsLong() : null;
    }

    @Override
    public UnitOfWork patch(Patch<?> patch, Returning returning) {
        requireNonNull(returning, "returning");
        if (!(requireNonNull(patch, "patch") instanceof DefaultPatch<?> known)
                || stores.apply(known.store().model().type()) != known.store()) {
            throw new IllegalArgumentException("a patch in a unit of work is one of a repository of the same context");
        }
        return with(known.write(returning));
    }

    @Override
    public UnitOfWork options(WriteOptions given) {
        if (requireNonNull(given, "options").presence() != Presence.ANY
                || given.ifVersion().isPresent()
                || given.expiry() != null) {
            throw new IllegalArgumentException(
                    "presence, version and expiry are of one entity; give them to the writes of the unit");
        }
        return new DefaultUnitOfWork(writer, stores, writes, given);
    }

    @Override
    public Mono<UnitResult.Done> commit() {
        return result().map(UnitResult::orThrow);
    }

    @Override
    public Mono<UnitResult> result() {
        return writer.write(writes, options);
    }
}
