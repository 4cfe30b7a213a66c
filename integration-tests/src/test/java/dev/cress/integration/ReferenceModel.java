package dev.cress.integration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a repository should hold, in memory: every query looks at every entity and sorts. Not thread-safe. */
final class ReferenceModel<T> {

    private final Function<T, String> idOf;
    private final Map<String, T> entities = new HashMap<>();

    ReferenceModel(Function<T, String> idOf) {
        this.idOf = idOf;
    }

    void put(T entity) {
        entities.put(idOf.apply(entity), entity);
    }

    void putAll(ReferenceModel<T> other) {
        entities.putAll(other.entities);
    }

    ReferenceModel<T> copy() {
        ReferenceModel<T> copy = new ReferenceModel<>(idOf);
        copy.putAll(this);
        return copy;
    }

    /** Whether it was there. */
    boolean remove(String id) {
        return entities.remove(id) != null;
    }

    /** Null when absent. */
    T get(String id) {
        return entities.get(id);
    }

    boolean contains(String id) {
        return entities.containsKey(id);
    }

    int size() {
        return entities.size();
    }

    Collection<T> entities() {
        return entities.values();
    }

    /** In the order of the ids. */
    List<T> all() {
        return find(new Filter.AllOf<>(List.of()), List.of());
    }

    List<T> find(Filter<T> filter, List<SortKey<T>> keys) {
        return entities.values().stream()
                .filter(filter::matches)
                .sorted(SortKey.order(keys, idOf))
                .toList();
    }

    long count(Filter<T> filter) {
        return entities.values().stream().filter(filter::matches).count();
    }

    /** The whole result cut into pages; one empty page when nothing matches. */
    List<List<T>> pages(Filter<T> filter, List<SortKey<T>> keys, int size) {
        List<T> all = find(filter, keys);
        List<List<T>> pages = new ArrayList<>();
        for (int from = 0; from == 0 || from < all.size(); from += size) {
            pages.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return pages;
    }
}
