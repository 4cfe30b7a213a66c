package dev.cress.entity;

import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.script.LuaScript;
import dev.cress.script.entity.SaveMode;
import dev.cress.script.entity.SaveReply;
import dev.cress.script.entity.UnitKind;
import dev.cress.script.entity.WriteContext;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A save. Of what it would replace and is not sure that it can be read, it reads the texts that its script answers with, and is sent again.
 *
 * @param current its arguments, which tell what was read
 */
record SaveDraft<T>(
        EntityStore<T> store,
        OpenStore<T> open,
        Located located,
        AtomicReference<List<byte[]>> current,
        WriteResults<T> results,
        T entity)
        implements UnitDraft<T, SaveReply> {

    /** A save that replaces only what can be read. */
    static <T> SaveDraft<T> of(EntityStore<T> store, OpenStore<T> open, T entity, WriteOptions options) {
        Long expected = expected(open.model(), entity, options);
        SaveDraft<T> draft = of(store, open, entity, expected, options);
        if (expected != null) {
            draft.replaceUnseen(); // who knows the version has seen what it is of
        } else if (store.lifecycle().looksBeforeSave(draft.located.id())) {
            draft.current.updateAndGet(open.scripts().save()::neverSure);
        }
        return draft;
    }

    /** A save that replaces whatever is stored. */
    static <T> SaveDraft<T> overwriting(EntityStore<T> store, OpenStore<T> open, T entity) {
        SaveDraft<T> draft = of(store, open, entity, null, WriteOptions.DEFAULT);
        draft.replaceUnseen();
        return draft;
    }

    /**
     * @param expected version that must be stored, 0 for none, null for any
     */
    private static <T> SaveDraft<T> of(
            EntityStore<T> store, OpenStore<T> open, T entity, @Nullable Long expected, WriteOptions options) {
        EntityModel<T> model = open.model();
        byte[] id = new EntityChecks<>(model).id(entity);
        Located located = open.locate(id);
        WriteContext context = open.writeContext(located.partition()).named(options.writeId());
        byte[][] texts = model.texts(entity); // which checks what lifeWord takes for granted
        String life = options.expiry() == null
                ? model.lifeWord(entity)
                : options.expiry().word();
        List<byte[]> arguments = open.scripts().save().arguments(context, mode(options), expected, id, life, texts);
        String text = new String(id, StandardCharsets.UTF_8);
        return new SaveDraft<>(
                store,
                open,
                located,
                new AtomicReference<>(arguments),
                new WriteResults<>(model, text, WriteResults.orZero(expected)),
                entity);
    }

    private void replaceUnseen() {
        current.updateAndGet(open.scripts().save()::unseen);
    }

    @Override
    public List<byte[]> arguments() {
        return Objects.requireNonNull(current.get());
    }

    private static <T> @Nullable Long expected(EntityModel<T> model, T entity, WriteOptions options) {
        OptionalLong version = options.ifVersion().isPresent()
                ? options.ifVersion()
                : mode(options) == SaveMode.INSERT ? OptionalLong.empty() : model.version(entity);
        return version.isPresent() ? (Long) version.getAsLong() : null;
    }

    private static SaveMode mode(WriteOptions options) {
        return switch (options.presence()) {
            case ANY -> SaveMode.UPSERT;
            case ABSENT -> SaveMode.INSERT;
            case PRESENT -> SaveMode.UPDATE;
        };
    }

    @Override
    public LuaScript<SaveReply> script() {
        return open.scripts().save().script();
    }

    @Override
    public UnitKind kind() {
        return open.scripts().saves();
    }

    @Override
    public ClaimingReply<SaveReply> claiming() {
        return ClaimingReply.SAVE;
    }

    @Override
    public Optional<Endings.Obstacle> obstacle(SaveReply reply) {
        if (reply instanceof SaveReply.Orphaned) {
            return Optional.of(new Endings.Obstacle.OwnRest());
        }
        if (reply instanceof SaveReply.Arriving) {
            return Optional.of(new Endings.Obstacle.Arriving(located));
        }
        if (reply instanceof SaveReply.Unread unread) {
            return Optional.of(new Endings.Obstacle.Unread(Mono.fromRunnable(() -> read(unread))));
        }
        return reply instanceof SaveReply.UniqueConflict conflict
                ? Optional.of(new Endings.Obstacle.Holder(conflict.holder()))
                : Optional.empty();
    }

    /** Fails with {@link dev.cress.error.UnreadableEntityException} where nobody could. */
    private void read(SaveReply.Unread stored) {
        store.lifecycle().requireReadable(new Row(located.id(), stored.version(), stored.texts()));
        current.updateAndGet(arguments -> open.scripts().save().afterReading(arguments, stored.version()));
    }

    WriteResult<T> outcome(SaveReply reply) {
        return results.saved(reply, entity);
    }

    @Override
    public Mono<WriteResult<T>> result(SaveReply reply) {
        return Mono.fromCallable(() -> outcome(reply));
    }
}
