package dev.cress.entity;

import dev.cress.error.InvalidEntityException;
import dev.cress.mapping.Row;
import dev.cress.script.entity.PatchReply;
import dev.cress.script.entity.PatchScript;
import dev.cress.script.entity.PatchStep;
import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.script.entity.WriteContext;
import dev.cress.write.Repetition;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * Patches one entity by one script, and tells what came of it.
 *
 * @param <T> the entity type
 */
public final class PatchWriter<T> {

    private final EntityStore<T> store;

    /**
     * A writer.
     *
     * @param store where the entities are
     */
    public PatchWriter(EntityStore<T> store) {
        this.store = store;
    }

    /**
     * Patches an entity.
     *
     * @param id bytes of its id
     * @param plan what to do
     * @param mode what to do when it is not stored; not an insert
     * @param returning which entity the outcome has
     * @param options what else is asked for; what must be stored is not looked at
     * @return a cold publisher of what came of it
     */
    public Mono<WriteResult<T>> patch(
            byte[] id, PatchPlan<T> plan, SaveMode mode, Returning returning, WriteOptions options) {
        if (options.expiry() != null) {
            EntityLives.requireSaid(store.model(), options.expiry());
        }
        WriteOptions chosen =
                plan.accumulates() && options.repetition() == Repetition.BY_KIND ? options.once() : options;
        return store.with(open -> store.lifecycle()
                .patches()
                .patching(id, plan, more -> send(open, new Call<>(id, plan, mode, returning, chosen), more)));
    }

    private record Call<T>(byte[] id, PatchPlan<T> plan, SaveMode mode, Returning returning, WriteOptions options) {

        /** A patch that could create only what cannot be read changes what is there, and nothing else. */
        SaveMode possible() {
            return plan.lacking().isEmpty() ? mode : SaveMode.UPDATE;
        }

        List<PatchStep> steps(List<PatchStep> stamps) {
            List<PatchStep> more = mode == SaveMode.UPSERT
                    ? Stream.concat(plan.defaults().stream(), stamps.stream()).toList()
                    : stamps;
            return plan.steps(more);
        }
    }

    private Mono<WriteResult<T>> send(OpenStore<T> open, Call<T> call, List<PatchStep> stamps) {
        Located located = open.locate(call.id());
        PatchScript script = open.patchScript();
        WriteOptions options = call.options();
        WriteContext context = open.writeContext(located.partition()).named(options.writeId());
        Long expected =
                options.ifVersion().isPresent() ? (Long) options.ifVersion().getAsLong() : null;
        String life = options.expiry() == null ? "" : options.expiry().word();
        List<byte[]> arguments = script.arguments(
                context, call.possible(), expected, call.id(), life, call.returning(), call.steps(stamps));
        WriteResults<T> results = new WriteResults<>(open.model(), text(call.id()), WriteResults.orZero(expected));
        WriteCall<T> sent = new WriteCall<>(open, located, options);
        Mono<PatchReply> patched = open.model().expires()
                ? new Endings(open)
                        .writing(
                                attempt -> sent.send(script.script(), arguments, attempt, ClaimingReply.PATCH),
                                PatchWriter::obstacle,
                                located)
                : sent.send(script.script(), arguments, 0, ClaimingReply.PATCH);
        return patched.flatMap(reply -> result(results, reply, call)).map(sent::replicated);
    }

    private static Optional<Endings.Obstacle> obstacle(PatchReply reply) {
        if (reply instanceof PatchReply.Orphaned) {
            return Optional.of(new Endings.Obstacle.OwnRest());
        }
        return reply instanceof PatchReply.UniqueConflict conflict
                ? Optional.of(new Endings.Obstacle.Holder(conflict.holder()))
                : Optional.empty();
    }

    private Mono<WriteResult<T>> result(WriteResults<T> results, PatchReply reply, Call<T> call) {
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

    private static String text(byte[] id) {
        return new String(id, StandardCharsets.UTF_8);
    }
}
