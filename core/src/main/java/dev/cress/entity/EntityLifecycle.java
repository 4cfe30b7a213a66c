package dev.cress.entity;

import dev.cress.error.StoredDataException;
import dev.cress.error.UnreadableEntityException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.validation.EntityValidator;
import dev.cress.write.Presence;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What happens to entities on their way to the writer and from rows, in the order that {@link EntityCallbacks} documents. Where nothing is declared, nothing is done.
 *
 * @param <T> the entity type
 */
public final class EntityLifecycle<T> {

    private static final int LOADED_AHEAD = 32;

    private final EntityModel<T> model;
    private final EntityOptions options;
    private final EntityChecks<T> checks;
    private final CallbackChain<T> callbacks;
    private final @Nullable EntityValidator validator;
    private final boolean idsAreKnown;
    private final boolean active;
    private final PatchLifecycle<T> patches;
    private volatile @Nullable EntityBinding<T> binding;
    private final UnreadableIds unreadable = new UnreadableIds();

    EntityLifecycle(EntityModel<T> model, EntityOptions options) {
        this.model = model;
        this.options = options;
        this.checks = new EntityChecks<>(model);
        this.callbacks = new CallbackChain<>(model.name(), options.callbacks(model.type()));
        this.idsAreKnown = !callbacks.mayGiveIds();
        this.active = ActiveRecord.class.isAssignableFrom(model.type());
        EntityValidator given = options.validator();
        this.validator = given != null && given.concerns(model.type()) ? given : null;
        this.patches = new PatchLifecycle<>(model, options, callbacks, validator);
    }

    /**
     * Says what {@link ActiveRecord}s are bound to from now on.
     *
     * @param given a repository of this type; all of one context do the same
     */
    public void bindTo(EntityBinding<T> given) {
        binding = given;
    }

    /**
     * Binds an {@link ActiveRecord}.
     *
     * @param entity an entity
     * @return the same
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an active record's type parameter is its own type
    public T bound(T entity) {
        EntityBinding<T> to = binding;
        if (active && to != null) {
            ((ActiveRecord<?>) entity).bind((EntityBinding) to);
        }
        return entity;
    }

    /** {@return whether saves of this type go to the writer as they are} */
    public boolean isPlain() {
        return callbacks.isEmpty() && !model.completion().isNeeded() && validator == null && !active;
    }

    /** The entity with the id that a generator gives it, unless it has one or callbacks may give it one. */
    T named(T entity) {
        return idsAreKnown ? model.completion().named(entity, options.clock()) : entity;
    }

    /** The id that a save of an entity will write to; empty while only callbacks know it, or it cannot be stored. */
    Optional<byte[]> givenId(T entity) {
        return idsAreKnown ? checks.idIfAny(entity) : Optional.empty();
    }

    /**
     * Completes and checks an entity that is to be written.
     *
     * @param presence what is to be stored already
     * @param entity as it was given
     * @return a cold publisher of what is to be written
     */
    public Mono<T> beforeWrite(Presence presence, T entity) {
        Mono<T> completed = callbacks.isEmpty()
                ? Mono.fromSupplier(() -> entity)
                : callbacks.called(entity, EntityCallbacks::beforeConvert, "beforeConvert");
        if (model.completion().isNeeded()) {
            completed = completed.flatMap(given -> new AutoFill<>(model, options).filled(presence, given));
        }
        if (!callbacks.isEmpty()) {
            completed = completed.flatMap(given -> callbacks.called(given, EntityCallbacks::beforeSave, "beforeSave"));
        }
        return validator == null ? completed : completed.doOnNext(given -> checks.require(validator, given));
    }

    /**
     * Reports a write.
     *
     * @param entity what was stored
     * @return a cold publisher of what the save emits
     */
    public Mono<T> afterSave(T entity) {
        return callbacks
                .called(bound(entity), EntityCallbacks::afterSave, "afterSave")
                .map(this::bound);
    }

    /**
     * Reports a write.
     *
     * @param result what came of it
     * @return a cold publisher of the same, with what the save emits
     */
    public Mono<WriteResult<T>> afterSave(WriteResult<T> result) {
        if (result instanceof WriteResult.NotReplicated<T> told) {
            return afterSave(told.result()).map(told::with);
        }
        return result instanceof WriteResult.Written<T> written
                ? afterSave(written.entity()).map(written::with)
                : Mono.just(result);
    }

    /** {@return what happens to patches} */
    PatchLifecycle<T> patches() {
        return patches;
    }

    /**
     * Deletes between its callbacks.
     *
     * @param id bytes of an id
     * @param delete emits what came of it
     * @return a cold publisher of the same
     */
    public Mono<WriteResult<T>> deleting(byte[] id, Mono<WriteResult<T>> delete) {
        return callbacks.isEmpty() ? delete : beforeDelete(id).then(delete).flatMap(result -> afterDelete(id, result));
    }

    Mono<Void> beforeDelete(byte[] id) {
        String text = new String(id, StandardCharsets.UTF_8);
        return callbacks.told(callback -> callback.beforeDelete(text));
    }

    /** Reports a deletion; emits the same. */
    Mono<WriteResult<T>> afterDelete(byte[] id, WriteResult<T> result) {
        if (callbacks.isEmpty() || !result.isRemoved()) {
            return Mono.just(result);
        }
        String text = new String(id, StandardCharsets.UTF_8);
        return callbacks.told(callback -> callback.afterDelete(text)).thenReturn(result);
    }

    /**
     * Builds one entity.
     *
     * @param row what is stored
     * @return a cold publisher of the entity; of an {@link UnreadableEntityException} when it cannot be read
     */
    public Mono<T> load(Mono<Row> row) {
        Mono<T> entity = row.map(this::entity);
        return callbacks.isEmpty() ? entity : entity.flatMap(this::loaded);
    }

    /**
     * Whether a save is to read what it replaces, whatever that looks like.
     *
     * @param id bytes of its id
     * @return whether what is stored may be unreadable, as far as this context has seen, or the options ask for it
     */
    boolean looksBeforeSave(byte[] id) {
        return options.looksBeforeSave() || (!unreadable.isEmpty() && unreadable.mayContain(id));
    }

    /** Reads what a save would replace. */
    void requireReadable(Row row) {
        entity(row);
        unreadable.remove(row.id());
    }

    /**
     * Builds entities, without those that cannot be read.
     *
     * @param rows what is stored, null for what is not
     * @return a cold publisher of the entities in this order
     */
    public Mono<List<T>> loadAll(List<? extends @Nullable Row> rows) {
        Mono<List<T>> readable = Mono.fromCallable(() -> readable(rows));
        return callbacks.isEmpty()
                ? readable
                : readable.flatMapIterable(entities -> entities)
                        .concatMap(this::loaded)
                        .collectList();
    }

    /**
     * Builds entities, without those that cannot be read. With callbacks up to 32 rows are read ahead.
     *
     * @param rows what is stored
     * @return a cold stream of the entities in this order
     */
    public Flux<T> loadAll(Flux<Row> rows) {
        Flux<T> readable = rows.handle((row, sink) -> readable(row).ifPresent(sink::next));
        return callbacks.isEmpty() ? readable : readable.concatMap(this::loaded, LOADED_AHEAD);
    }

    /**
     * Builds entities, each in its place.
     *
     * @param rows what is stored
     * @return a cold publisher of the entities in this order, empty for one that cannot be read
     */
    public Mono<List<Optional<T>>> loadEach(List<Row> rows) {
        Mono<List<Optional<T>>> readable =
                Mono.fromCallable(() -> rows.stream().map(this::readable).toList());
        return callbacks.isEmpty()
                ? readable
                : readable.flatMapIterable(entities -> entities)
                        .concatMap(entity -> entity.isEmpty()
                                ? Mono.just(entity)
                                : loaded(entity.get()).map(Optional::of))
                        .collectList();
    }

    private Mono<T> loaded(T entity) {
        return callbacks.called(entity, EntityCallbacks::afterLoad, "afterLoad").map(this::bound);
    }

    private List<T> readable(List<? extends @Nullable Row> rows) {
        List<T> entities = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (row != null) {
                readable(row).ifPresent(entities::add);
            }
        }
        return entities;
    }

    private T entity(Row row) {
        try {
            return bound(model.entity(row));
        } catch (UnreadableEntityException e) {
            unreadable.add(row.id());
            throw e;
        }
    }

    /** Forgets that an entity could not be read. */
    void isReadable(byte[] id) {
        unreadable.remove(id);
    }

    private Optional<T> readable(Row row) {
        try {
            return Optional.of(entity(row));
        } catch (UnreadableEntityException e) {
            report(e);
            return Optional.empty();
        }
    }

    /**
     * Reports what a stream leaves out, since it cannot be read.
     *
     * @param unreadable what it is
     */
    public void report(UnreadableEntityException unreadable) {
        options.onUnreadable().accept(unreadable);
    }

    /**
     * Leaves a row out, and reports it, if it cannot be read.
     *
     * @param row what is stored
     * @param cause why something asks
     * @throws StoredDataException the cause, if the row can be read
     */
    public void leaveOut(Row row, StoredDataException cause) {
        if (readable(row).isPresent()) {
            throw cause;
        }
    }
}
