package dev.cress.query.plan;

import dev.cress.connection.Direction;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A total order: some keys, then the id, in the direction of the last key.
 *
 * @param keys the keys; with none, by id
 */
public record SortOrder(List<SortKey> keys) {

    /** By id. */
    public static final SortOrder BY_ID = new SortOrder(List.of());

    /** Copies the keys. */
    public SortOrder {
        keys = List.copyOf(keys);
    }

    /**
     * Adds a key.
     *
     * @param key the next key
     * @return the extended order
     */
    public SortOrder then(SortKey key) {
        return new SortOrder(Stream.concat(keys.stream(), Stream.of(key)).toList());
    }

    /** {@return the direction of the id} */
    public Direction idDirection() {
        return keys.isEmpty() ? Direction.ASCENDING : keys.get(keys.size() - 1).direction();
    }

    @Override
    public String toString() {
        Stream<String> all = Stream.concat(
                keys.stream().map(SortKey::toString),
                Stream.of(idDirection() == Direction.ASCENDING ? "id asc" : "id desc"));
        return all.collect(Collectors.joining(", "));
    }
}
