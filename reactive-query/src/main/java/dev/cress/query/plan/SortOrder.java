package dev.cress.query.plan;

import dev.cress.connection.Direction;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A total order: some keys, then the id.
 *
 * @param keys the keys; with none, by id
 * @param idDirection which end of the ids comes first
 */
public record SortOrder(List<SortKey> keys, Direction idDirection) {

    /** By id. */
    public static final SortOrder BY_ID = new SortOrder(List.of(), Direction.ASCENDING);

    /** Copies the keys. */
    public SortOrder {
        keys = List.copyOf(keys);
    }

    /**
     * An order by one key.
     *
     * @param key the key
     * @return the order, ties by id in its direction
     */
    public static SortOrder by(SortKey key) {
        return BY_ID.then(key);
    }

    /**
     * Adds a key.
     *
     * @param key the next key
     * @return the extended order, ties by id in the key's direction
     */
    public SortOrder then(SortKey key) {
        return new SortOrder(Stream.concat(keys.stream(), Stream.of(key)).toList(), key.direction());
    }

    /**
     * The same keys with the ids in a direction.
     *
     * @param direction which end of the ids comes first
     * @return the order
     */
    public SortOrder thenById(Direction direction) {
        return new SortOrder(keys, direction);
    }

    /** {@return the same places from the other end} */
    public SortOrder reversed() {
        return new SortOrder(keys.stream().map(SortKey::reversed).toList(), idDirection.reversed());
    }

    @Override
    public String toString() {
        Stream<String> all = Stream.concat(
                keys.stream().map(SortKey::toString),
                Stream.of(idDirection == Direction.ASCENDING ? "id asc" : "id desc"));
        return all.collect(Collectors.joining(", "));
    }
}
