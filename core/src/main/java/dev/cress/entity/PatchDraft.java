package dev.cress.entity;

import dev.cress.error.InvalidEntityException;
import dev.cress.mapping.Row;
import dev.cress.script.LuaScript;
import dev.cress.script.entity.PatchReply;
import dev.cress.script.entity.PatchStep;
import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.script.entity.UnitKind;
import dev.cress.script.entity.WriteContext;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** A patch. */
record PatchDraft<T>(
        EntityStore<T> store,
        OpenStore<T> open,
        Call<T> call,
        Located located,
        List<byte[]> arguments,
        WriteResults<T> results)
        implements UnitDraft<T, PatchReply> {

    /** What was asked for. */
    record Call<T>(byte[] id, PatchPlan<T> plan, SaveMode mode, Returning returning, WriteOptions options) {

        /** A patch that could create only what cannot be read changes what is there, and nothing else. */
        SaveMode possible() {
            return mode == SaveMode.UPDATE || plan.lacking().isEmpty() ? mode : SaveMode.UPDATE;
        }

        List<PatchStep> steps(List<PatchStep> stamps) {
            List<PatchStep> more = mode == SaveMode.UPSERT
                    ? Stream.concat(plan.defaults().stream(), stamps.stream()).toList()
                    : stamps;
            return plan.steps(more);
        }
    }

    /**
     * @param stamps what is set beside the plan
     */
    static <T> PatchDraft<T> of(EntityStore<T> store, OpenStore<T> open, Call<T> call, List<PatchStep> stamps) {
        Located located = open.locate(call.id());
        WriteOptions options = call.options();
        WriteContext context = open.writeContext(located.partition()).named(options.writeId());
        Long expected =
                options.ifVersion().isPresent() ? (Long) options.ifVersion().getAsLong() : null;
        String life = options.expiry() == null ? "" : options.expiry().word();
        List<byte[]> arguments = open.scripts()
                .patch()
                .arguments(context, call.possible(), expected, call.id(), life, call.returning(), call.steps(stamps));
        String text = new String(call.id(), StandardCharsets.UTF_8);
        return new PatchDraft<>(
                store,
                open,
                call,
                located,
                arguments,
                new WriteResults<>(open.model(), text, WriteResults.orZero(expected)));
    }

    @Override
    public LuaScript<PatchReply> script() {
        return open.scripts().patch().script();
    }

    @Override
    public UnitKind kind() {
        return open.scripts().patches();
    }

    @Override
    public ClaimingReply<PatchReply> claiming() {
        return ClaimingReply.PATCH;
    }

    @Override
    public Optional<Endings.Obstacle> obstacle(PatchReply reply) {
        if (reply instanceof PatchReply.Orphaned) {
            return Optional.of(new Endings.Obstacle.OwnRest());
        }
        if (reply instanceof PatchReply.Arriving) {
            return Optional.of(new Endings.Obstacle.Arriving(located));
        }
        return reply instanceof PatchReply.UniqueConflict conflict
                ? Optional.of(new Endings.Obstacle.Holder(conflict.holder()))
                : Optional.empty();
    }

    @Override
    public Mono<WriteResult<T>> result(PatchReply reply) {
        if (reply instanceof PatchReply.Missing && call.possible() != call.mode()) {
            return Mono.error(new InvalidEntityException(
                    store.model().name(),
                    call.plan().lacking().stream()
                            .map(name -> name + " has no value, and none is stored; set it to create the entity")
                            .toList()));
        }
        if (!(reply instanceof PatchReply.Done done)) {
            return Mono.fromCallable(() -> results.refused(reply));
        }
        boolean before = call.returning() == Returning.BEFORE;
        if (call.returning() == Returning.NOTHING || (before && done.previous() == 0)) {
            return Mono.just(WriteResults.patched(done, null));
        }
        Row row = new Row(call.id(), before ? done.previous() : done.version(), done.texts());
        return store.lifecycle().load(Mono.just(row)).map(entity -> WriteResults.patched(done, entity));
    }
}
