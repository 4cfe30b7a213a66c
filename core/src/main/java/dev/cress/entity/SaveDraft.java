package dev.cress.entity;

import dev.cress.mapping.EntityModel;
import dev.cress.script.LuaScript;
import dev.cress.script.entity.SaveMode;
import dev.cress.script.entity.SaveReply;
import dev.cress.script.entity.UnitKind;
import dev.cress.script.entity.WriteContext;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A save. */
record SaveDraft<T>(OpenStore<T> open, Located located, List<byte[]> arguments, WriteResults<T> results, T entity)
        implements UnitDraft<T, SaveReply> {

    static <T> SaveDraft<T> of(OpenStore<T> open, T entity, WriteOptions options) {
        return of(open, entity, expected(open.model(), entity, options), options);
    }

    /**
     * @param expected version that must be stored, 0 for none, null for any
     */
    static <T> SaveDraft<T> of(OpenStore<T> open, T entity, @Nullable Long expected, WriteOptions options) {
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
                open, located, arguments, new WriteResults<>(model, text, WriteResults.orZero(expected)), entity);
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
        return reply instanceof SaveReply.UniqueConflict conflict
                ? Optional.of(new Endings.Obstacle.Holder(conflict.holder()))
                : Optional.empty();
    }

    WriteResult<T> outcome(SaveReply reply) {
        return results.saved(reply, entity);
    }

    @Override
    public Mono<WriteResult<T>> result(SaveReply reply) {
        return Mono.fromCallable(() -> outcome(reply));
    }
}
