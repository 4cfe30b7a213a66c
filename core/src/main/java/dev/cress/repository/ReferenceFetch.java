package dev.cress.repository;

import dev.cress.entity.EntityLifecycle;
import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.mapping.EntityModel;
import dev.cress.reference.Fetched;
import dev.cress.reference.FetchedAll;
import dev.cress.reference.Ref;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what some owners refer to: each entity once, however many refer to it. */
record ReferenceFetch<T>(OpenStore<T> open, EntityLifecycle<T> lifecycle) {

    private static final int READ_AT_A_TIME = 1_024;

    <E> Mono<List<Fetched<E, T>>> of(List<E> owners, Function<? super E, @Nullable Ref<T>> reference) {
        return all(owners, owner -> {
                    Ref<T> referred = reference.apply(owner);
                    return referred == null ? List.of() : List.of(referred);
                })
                .map(all -> all.stream()
                        .map(one -> new Fetched<>(
                                one.owner(),
                                one.targets().isEmpty() ? null : one.targets().get(0)))
                        .toList());
    }

    <E> Mono<List<FetchedAll<E, T>>> all(
            List<E> owners, Function<? super E, ? extends @Nullable Collection<Ref<T>>> references) {
        List<List<ByteBuffer>> ids = new ArrayList<>(owners.size());
        Map<ByteBuffer, Located> located = new LinkedHashMap<>();
        for (E owner : owners) {
            Collection<Ref<T>> referred = references.apply(owner);
            List<ByteBuffer> own = new ArrayList<>();
            for (Ref<T> reference : referred == null ? List.<Ref<T>>of() : referred) {
                byte[] bytes = open.model().encodeId(reference.id());
                ByteBuffer id = ByteBuffer.wrap(bytes);
                own.add(id);
                located.computeIfAbsent(id, any -> open.locate(bytes));
            }
            ids.add(own);
        }
        return targets(List.copyOf(located.values())).map(targets -> joined(owners, ids, targets));
    }

    private Mono<Map<ByteBuffer, T>> targets(List<Located> located) {
        EntityModel<T> model = open.model();
        return Flux.fromIterable(located)
                .buffer(READ_AT_A_TIME)
                .concatMap(some -> open.read(some).flatMap(lifecycle::loadAll))
                .collect(
                        HashMap::new,
                        (byId, entities) ->
                                entities.forEach(entity -> byId.put(ByteBuffer.wrap(model.id(entity)), entity)));
    }

    private static <E, T> List<FetchedAll<E, T>> joined(
            List<E> owners, List<List<ByteBuffer>> ids, Map<ByteBuffer, T> targets) {
        List<FetchedAll<E, T>> joined = new ArrayList<>(owners.size());
        for (int i = 0; i < owners.size(); i++) {
            List<T> found = ids.get(i).stream()
                    .map(targets::get)
                    .filter(Objects::nonNull)
                    .toList();
            joined.add(new FetchedAll<>(owners.get(i), found));
        }
        return joined;
    }
}
