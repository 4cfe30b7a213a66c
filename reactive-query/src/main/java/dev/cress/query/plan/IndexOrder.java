package dev.cress.query.plan;

import dev.cress.mapping.Property;
import dev.cress.query.predicate.Interval;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the keys of an order follow from the entries of an index: property by property, where one with a single value need not be among the keys.
 *
 * @param path the part of the index
 * @param keys for each property of the index the place of its key in the order; null where it has a single value
 */
public record IndexOrder(AccessPath.Ordered path, List<Optional<Integer>> keys) {

    /** Copies the places. */
    public IndexOrder {
        keys = List.copyOf(keys);
    }

    /**
     * Compares a part of an index with an order.
     *
     * @param path the part of the index
     * @param order the order
     * @return how they go together; empty when the index has not this order in either direction
     */
    public static Optional<IndexOrder> of(AccessPath.Ordered path, SortOrder order) {
        List<Optional<Integer>> keys = new ArrayList<>();
        int next = 0;
        List<Property> properties = path.index().properties();
        for (int i = 0; i < properties.size(); i++) {
            boolean isKey = next < order.keys().size()
                    && order.keys().get(next) instanceof SortKey.ByValue key
                    && key.property().equals(properties.get(i));
            if (!isKey && !path.isFixed(i)) {
                return Optional.empty();
            }
            keys.add(isKey ? Optional.of(next++) : Optional.empty());
        }
        return next == order.keys().size() ? Optional.of(new IndexOrder(path, keys)) : Optional.empty();
    }

    /**
     * The entry of the index at a place of the order.
     *
     * @param position entries of the order's keys
     * @return the entries of all properties, one after the other
     */
    public byte[] entry(List<byte[]> position) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        for (int i = 0; i < keys.size(); i++) {
            Optional<Integer> key = keys.get(i);
            entry.writeBytes(key.isPresent() ? position.get(key.get()) : fixed(i).entry());
        }
        return entry.toByteArray();
    }

    private Interval fixed(int place) {
        return path.parts().get(place).intervals().get(0);
    }
}
