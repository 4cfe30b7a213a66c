package dev.cress.entity;

import dev.cress.mapping.EntityModel;
import dev.cress.script.entity.DeleteReply;
import dev.cress.script.entity.DeleteScript;
import dev.cress.script.entity.SaveMode;
import dev.cress.script.entity.SaveReply;
import dev.cress.script.entity.SaveScript;
import dev.cress.script.entity.WriteContext;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
     * Writes an entity.
     *
     * @param entity the entity; its version, if the type has one, is checked, except by an insert, unless the options have one
     * @param options what else is asked for
     * @return a cold publisher of what came of it
     */
    public Mono<WriteResult<T>> save(T entity, WriteOptions options) {
        if (options.expiry() != null) {
            EntityLives.requireSaid(store.model(), options.expiry());
        }
        return store.with(open -> save(open, entity, expected(open.model(), entity, options), options));
    }

    /**
     * Writes an entity, whatever version is stored.
     *
     * @param entity the entity
     * @return a cold publisher of what came of it
     */
    public Mono<WriteResult<T>> overwrite(T entity) {
        return store.with(open -> save(open, entity, null, WriteOptions.DEFAULT));
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
        return store.referrers().deleting(id, store, store.with(open -> delete(open, id, expected, options)));
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

    private Mono<WriteResult<T>> save(OpenStore<T> open, T entity, @Nullable Long expected, WriteOptions options) {
        EntityModel<T> model = open.model();
        byte[] id = model.id(entity);
        Located located = open.locate(id);
        SaveScript script = open.saveScript();
        WriteContext context = open.writeContext(located.partition()).named(options.writeId());
        byte[][] texts = model.texts(entity); // which checks what lifeWord takes for granted
        String life = options.expiry() == null
                ? model.lifeWord(entity)
                : options.expiry().word();
        List<byte[]> arguments = script.arguments(context, mode(options), expected, id, life, texts);
        WriteResults<T> results = new WriteResults<>(model, text(id), WriteResults.orZero(expected));
        WriteCall<T> call = new WriteCall<>(open, located, options);
        Mono<SaveReply> saved = model.expires()
                ? new Endings(open)
                        .writing(
                                attempt -> call.send(script.script(), arguments, attempt, ClaimingReply.SAVE),
                                EntityWriter::obstacle,
                                located)
                : call.send(script.script(), arguments, 0, ClaimingReply.SAVE);
        return saved.map(reply -> call.replicated(results.saved(reply, entity)));
    }

    private Mono<WriteResult<T>> delete(OpenStore<T> open, byte[] id, @Nullable Long expected, WriteOptions options) {
        Located located = open.locate(id);
        DeleteScript script = open.deleteScript();
        WriteContext context = open.writeContext(located.partition()).named(options.writeId());
        List<byte[]> arguments = script.arguments(context, expected, id);
        WriteResults<T> results = new WriteResults<>(open.model(), text(id), WriteResults.orZero(expected));
        WriteCall<T> call = new WriteCall<>(open, located, options);
        Mono<DeleteReply> deleted = call.send(script.script(), arguments);
        return (open.model().expires() ? new Endings(open).deleting(deleted, located) : deleted)
                .doOnNext(reply -> tidy(open, located, reply))
                .map(reply -> call.replicated(results.deleted(reply)));
    }

    private static void tidy(OpenStore<?> open, Located one, DeleteReply reply) {
        Claims claims = open.claims();
        if (claims != null && reply instanceof DeleteReply.Deleted) {
            claims.tidy(one.partition());
        }
    }

    private static String text(byte[] id) {
        return new String(id, StandardCharsets.UTF_8);
    }

    private static Optional<Endings.Obstacle> obstacle(SaveReply reply) {
        if (reply instanceof SaveReply.Orphaned) {
            return Optional.of(new Endings.Obstacle.OwnRest());
        }
        return reply instanceof SaveReply.UniqueConflict conflict
                ? Optional.of(new Endings.Obstacle.Holder(conflict.holder()))
                : Optional.empty();
    }
}
