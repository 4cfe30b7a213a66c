package dev.cress.entity;

import dev.cress.mapping.ReferenceIndex;
import dev.cress.script.entity.PatchStep.Comparison;
import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import reactor.core.publisher.Mono;

/** One reference of entities of one type that follows an entity to its new id. */
record FollowedReference<R>(EntityStore<R> store, ReferenceIndex index, WriteOptions options, byte[] id, byte[] other) {

    /** Whatever is written meanwhile decides: an entity that does not refer any more is left as it is. */
    Mono<Void> change(OpenStore<R> open, Located one) {
        PatchPlan<R> plan = new PatchPlan<>(store.model());
        String name = index.property().name();
        if (!index.isInside()) {
            return patch(
                            one,
                            plan.require(name, Comparison.EQUAL, index.reference(id))
                                    .set(name, index.reference(other)),
                            options)
                    .then();
        }
        return open.read(one.id())
                .filter(row -> index.refers(row, id))
                .flatMap(row -> patch(
                                one, plan.set(name, index.replaced(row, id, other)), options.ifVersion(row.version()))
                        .flatMap(result ->
                                result instanceof WriteResult.VersionConflict ? change(open, one) : Mono.empty()));
    }

    private Mono<WriteResult<R>> patch(Located one, PatchPlan<R> plan, WriteOptions chosen) {
        return new PatchWriter<>(store)
                .patch(one.id(), plan, SaveMode.UPDATE, Returning.NOTHING, chosen)
                .doOnNext(result -> {
                    boolean overtaken = result instanceof WriteResult.Missing
                            || result instanceof WriteResult.ConditionNotMet
                            || result instanceof WriteResult.VersionConflict;
                    if (!overtaken) {
                        result.orThrow();
                    }
                });
    }
}
