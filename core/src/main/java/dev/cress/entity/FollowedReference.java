package dev.cress.entity;

import dev.cress.mapping.ReferenceIndex;
import dev.cress.mapping.Row;
import dev.cress.script.entity.PatchStep.Comparison;
import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** One reference of entities of one type that follows an entity to its new id. */
record FollowedReference<R>(EntityStore<R> store, ReferenceIndex index, WriteOptions options, byte[] id, byte[] other) {

    /** Whatever is written meanwhile decides: an entity that does not refer any more is left as it is. */
    Mono<Void> change(OpenStore<R> open, Located one) {
        PatchPlan<R> plan = new PatchPlan<>(store.model());
        String name = index.property().name();
        if (!index.isMany()) {
            return patch(
                            one,
                            plan.require(name, Comparison.EQUAL, index.reference(id))
                                    .set(name, index.reference(other)),
                            options)
                    .then();
        }
        return open.read(one.id())
                .filter(row -> index.refers(row, id))
                .flatMap(row -> patch(one, plan.set(name, replaced(row)), options.ifVersion(row.version()))
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

    /** The collection with the new reference where the old one was, each once in a set. */
    private Object replaced(Row row) {
        Object value =
                index.property().codec().decode(row.texts()[index.property().ordinal()]);
        if (value instanceof Set<?> set) {
            return references(set).collect(Collectors.toCollection(LinkedHashSet::new));
        }
        if (value instanceof Collection<?> collection) {
            return references(collection).toList();
        }
        Object array = Array.newInstance(value.getClass().getComponentType(), Array.getLength(value));
        List<Object> references = references(Arrays.asList((Object[]) value)).toList();
        for (int i = 0; i < references.size(); i++) {
            Array.set(array, i, references.get(i));
        }
        return array;
    }

    private Stream<Object> references(Collection<?> values) {
        Object old = index.reference(id);
        Object next = index.reference(other);
        return values.stream().map(value -> old.equals(value) ? next : value);
    }
}
