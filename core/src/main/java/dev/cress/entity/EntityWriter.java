package dev.cress.entity;

import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.LayoutMismatchException;
import dev.cress.error.RedisDataException;
import dev.cress.error.StoredDataException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.VersionConflictException;
import dev.cress.mapping.EntityModel;
import dev.cress.script.entity.DeleteReply;
import dev.cress.script.entity.DeleteScript;
import dev.cress.script.entity.SaveMode;
import dev.cress.script.entity.SaveReply;
import dev.cress.script.entity.SaveScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
     * @param mode what to do about one that is stored already
     * @param entity the entity; its version, if the type has one, is checked, except by an insert
     * @return a cold publisher of the entity with its new version
     */
    public Mono<T> save(SaveMode mode, T entity) {
        return store.with(open -> save(open, mode, entity, open.model().version(entity)));
    }

    /**
     * Writes an entity, whatever version is stored.
     *
     * @param entity the entity
     * @return a cold publisher of the entity with its new version
     */
    public Mono<T> overwrite(T entity) {
        return store.with(open -> save(open, SaveMode.UPSERT, entity, OptionalLong.empty()));
    }

    /**
     * Removes an entity.
     *
     * @param id bytes of its id
     * @param expected version that must be stored, null for any
     * @return a cold publisher: whether this call removed it
     */
    public Mono<Boolean> delete(byte[] id, @Nullable Long expected) {
        return store.with(open -> delete(open, id, expected));
    }

    private Mono<T> save(OpenStore<T> open, SaveMode mode, T entity, OptionalLong version) {
        EntityModel<T> model = open.model();
        byte[] id = model.id(entity);
        Long expected = mode == SaveMode.INSERT || version.isEmpty() ? null : (Long) version.getAsLong();
        Located located = open.locate(id);
        SaveScript script = open.saveScript();
        List<byte[]> arguments =
                script.arguments(open.writeContext(located.partition()), mode, expected, id, model.texts(entity));
        List<byte[]> keys = open.keys().partition(located.partition()).all(id);
        return open.executor()
                .execute(Role.WRITE, Requests.script(script.script(), keys, arguments))
                .map(reply -> model.withVersion(entity, versionOf(reply, model, id, version.orElse(0))));
    }

    private static long versionOf(SaveReply reply, EntityModel<?> model, byte[] id, long expected) {
        if (reply instanceof SaveReply.Created created) {
            return created.version();
        }
        if (reply instanceof SaveReply.Updated updated) {
            return updated.version();
        }
        if (reply instanceof SaveReply.Unchanged unchanged) {
            return unchanged.version();
        }
        throw refusal(reply, model, text(id), expected);
    }

    private static RedisDataException refusal(SaveReply reply, EntityModel<?> model, String id, long expected) {
        if (reply instanceof SaveReply.Exists) {
            return new EntityExistsException(model.name(), id);
        }
        if (reply instanceof SaveReply.VersionConflict conflict) {
            return new VersionConflictException(model.name(), id, expected, conflict.actual());
        }
        if (reply instanceof SaveReply.UniqueConflict conflict) {
            String index = conflict.key().substring(conflict.key().lastIndexOf(':') + 1);
            return new UniqueConflictException(model.name(), id, model.javaName(index), conflict.holder());
        }
        if (reply instanceof SaveReply.EpochChanged changed) {
            return epochChanged(model.name(), changed.actual());
        }
        if (reply instanceof SaveReply.Corrupt corrupt) {
            return new StoredDataException(corrupt.key() + " " + corrupt.detail() + "; nothing was written", null);
        }
        return new EntityNotFoundException(model.name(), id);
    }

    private Mono<Boolean> delete(OpenStore<T> open, byte[] id, @Nullable Long expected) {
        Located located = open.locate(id);
        DeleteScript script = open.deleteScript();
        List<byte[]> arguments = script.arguments(open.writeContext(located.partition()), expected, id);
        List<byte[]> keys = open.keys().partition(located.partition()).all(id);
        return open.executor()
                .execute(Role.WRITE, Requests.script(script.script(), keys, arguments))
                .map(reply -> removed(reply, open.model().name(), id, expected == null ? 0 : expected));
    }

    private static boolean removed(DeleteReply reply, String model, byte[] id, long expected) {
        if (reply instanceof DeleteReply.VersionConflict conflict) {
            throw new VersionConflictException(model, text(id), expected, conflict.actual());
        }
        if (reply instanceof DeleteReply.EpochChanged changed) {
            throw epochChanged(model, changed.actual());
        }
        if (reply instanceof DeleteReply.Corrupt corrupt) {
            throw new StoredDataException(corrupt.key() + " " + corrupt.detail() + "; nothing was written", null);
        }
        return reply instanceof DeleteReply.Deleted;
    }

    private static LayoutMismatchException epochChanged(String model, long actual) {
        return new LayoutMismatchException("the layout of model " + model + " has changed to epoch " + actual
                + " since this program read it; start it again");
    }

    private static String text(byte[] id) {
        return new String(id, StandardCharsets.UTF_8);
    }
}
