package dev.cress.repository;

import dev.cress.entity.EntityLifecycle;
import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.mapping.EntityModel;
import dev.cress.reference.Fetched;
import dev.cress.reference.Ref;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads what some owners refer to: each entity once, however many refer to it. */
record ReferenceFetch<T>(OpenStore<T> open, EntityLifecycle<T> lifecycle) {

    <E> Mono<List<Fetched<E, T>>> of(List<E> owners, Function<? super E, @Nullable Ref<T>> reference) {
        List<@Nullable ByteBuffer> ids = new ArrayList<>(owners.size());
        Map<ByteBuffer, Located> located = new LinkedHashMap<>();
        for (E owner : owners) {
            Ref<T> referred = reference.apply(owner);
            if (referred == null) {
                ids.add(null);
            } else {
                byte[] bytes = open.model().encodeId(referred.id());
                ByteBuffer id = ByteBuffer.wrap(bytes);
                ids.add(id);
                located.computeIfAbsent(id, any -> open.locate(bytes));
            }
        }
        return targets(List.copyOf(located.values())).map(targets -> joined(owners, ids, targets));
    }

    private Mono<Map<ByteBuffer, T>> targets(List<Located> located) {
        EntityModel<T> model = open.model();
        return located.isEmpty()
                ? Mono.just(Map.of())
                : open.read(located).flatMap(lifecycle::loadAll).map(entities -> {
                    Map<ByteBuffer, T> byId = new HashMap<>();
                    entities.forEach(entity -> byId.put(ByteBuffer.wrap(model.id(entity)), entity));
                    return byId;
                });
    }

    private static <E, T> List<Fetched<E, T>> joined(
            List<E> owners, List<@Nullable ByteBuffer> ids, Map<ByteBuffer, T> targets) {
        List<Fetched<E, T>> joined = new ArrayList<>(owners.size());
        for (int i = 0; i < owners.size(); i++) {
            ByteBuffer id = ids.get(i);
            joined.add(new Fetched<>(owners.get(i), id == null ? null : targets.get(id)));
        }
        return joined;
    }
}
