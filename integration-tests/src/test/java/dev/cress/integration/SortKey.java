package dev.cress.integration;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * One key of an order.
 *
 * @param nearestTo null for the order of the values; otherwise by distance from there, and what is nowhere comes last
 */
record SortKey<T>(Attribute<T> attribute, boolean descending, Position nearestTo) {

    SortKey(Attribute<T> attribute, boolean descending) {
        this(attribute, descending, null);
    }

    static <T> SortKey<T> nearest(Attribute<T> position, Position centre) {
        return new SortKey<>(position, false, centre);
    }

    private Comparator<T> order() {
        if (nearestTo != null) {
            return Comparator.comparingDouble(this::distance);
        }
        return descending ? attribute.order().reversed() : attribute.order();
    }

    private double distance(T entity) {
        Position position = (Position) attribute.value(entity);
        return position == null ? Double.POSITIVE_INFINITY : position.distanceTo(nearestTo);
    }

    /** The order by these keys, then by the bytes of the id in the direction of the last key. */
    static <T> Comparator<T> order(List<SortKey<T>> keys, Function<T, String> id) {
        Comparator<T> byId = Comparator.comparing(id, ByteStrings.UTF8_ORDER);
        if (keys.isEmpty()) {
            return byId;
        }
        boolean down = keys.get(keys.size() - 1).descending();
        Comparator<T> byKeys = keys.stream()
                .map(SortKey::order)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
        return byKeys.thenComparing(down ? byId.reversed() : byId);
    }

    @Override
    public String toString() {
        return attribute.name()
                + (nearestTo != null ? " nearest to " + nearestTo : descending ? " descending" : " ascending");
    }
}
