package dev.cress.query.execute;

import dev.cress.connection.Direction;
import dev.cress.mapping.Row;
import dev.cress.query.plan.IndexOrder;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import dev.cress.query.predicate.StoredEntries;
import dev.cress.script.entry.Entries;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where a row stands in an order: a place that stays the same whatever comes before it or after.
 *
 * @param keys for each sort key bytes that sort as its values do
 * @param id bytes of the id
 */
public record SortPosition(List<byte[]> keys, byte[] id) {

    /** Copies the list. */
    public SortPosition {
        keys = List.copyOf(keys);
    }

    /**
     * The position of a row.
     *
     * @param order the order
     * @param row the row
     * @return its place
     */
    public static SortPosition of(SortOrder order, Row row) {
        List<byte[]> keys = new ArrayList<>(order.keys().size());
        for (SortKey key : order.keys()) {
            keys.add(
                    key instanceof SortKey.ByDistance near
                            ? distance(StoredEntries.distance(near.property(), row, near.center()))
                            : StoredEntries.entry(key.property(), row));
        }
        return new SortPosition(keys, row.id());
    }

    /**
     * Compares places in an order.
     *
     * @param order the order
     * @return a comparator
     */
    public static Comparator<SortPosition> comparator(SortOrder order) {
        return (a, b) -> {
            for (int i = 0; i < order.keys().size(); i++) {
                int result = Arrays.compareUnsigned(a.keys.get(i), b.keys.get(i));
                if (result != 0) {
                    return directed(order.keys().get(i).direction(), result);
                }
            }
            return directed(order.idDirection(), Arrays.compareUnsigned(a.id, b.id));
        };
    }

    /** What an index has here that has the order. */
    byte[] member(IndexOrder index) {
        return Entries.member(index.entry(keys), id);
    }

    /** {@return the distance of the first key} */
    double distance() {
        return ByteBuffer.wrap(keys.get(0)).getDouble();
    }

    /** Positive doubles sort as their bytes. */
    private static byte[] distance(double metres) {
        return ByteBuffer.allocate(Double.BYTES).putDouble(metres).array();
    }

    private static int directed(Direction direction, int result) {
        return direction == Direction.ASCENDING ? result : -result;
    }
}
