package dev.cress.query;

import static java.util.Objects.requireNonNull;

import dev.cress.connection.Direction;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import dev.cress.query.predicate.ValuePath;
import dev.cress.script.entry.EntryType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds one property to an order. */
final class PropertyOrdering<T> implements Ordering<T> {

    private final @Nullable SortOrder before;
    private final Property property;
    private final boolean id;
    private final Function<SortOrder, Query<T>> completion;

    private PropertyOrdering(
            @Nullable SortOrder before, Property property, boolean id, Function<SortOrder, Query<T>> completion) {
        this.before = before;
        this.property = property;
        this.id = id;
        this.completion = completion;
    }

    /**
     * @throws InvalidQueryException when there is no such property, or the order so far has the id already
     */
    static <T> PropertyOrdering<T> of(
            EntityModel<T> model, @Nullable SortOrder before, String name, Function<SortOrder, Query<T>> completion) {
        ValuePath path = ValuePath.of(model, name);
        Property property = path.property();
        if (!name.equals(property.name())) {
            throw new InvalidQueryException(
                    name + " lies inside of " + property.name()
                            + " and cannot be ordered by; make it a property of its own",
                    null);
        }
        if (before != null && endsWithId(before)) {
            throw new InvalidQueryException("nothing is left to be ordered by " + name + " after the id", null);
        }
        return new PropertyOrdering<>(before, property, property.equals(model.id()), completion);
    }

    @Override
    public Query<T> ascending() {
        return completion.apply(byValue(Direction.ASCENDING));
    }

    @Override
    public Query<T> descending() {
        return completion.apply(byValue(Direction.DESCENDING));
    }

    @Override
    public Query<T> nearestTo(GeoPoint point) {
        if (property.type() != GeoPoint.class) {
            throw new InvalidQueryException(property.name() + " is no GeoPoint and has no distance", null);
        }
        return completion.apply(
                start().then(new SortKey.ByDistance(property, requireNonNull(point, "point"), Direction.ASCENDING)));
    }

    /** An order with one more property; fails as {@link #of} does. */
    static SortOrder extend(EntityModel<?> model, @Nullable SortOrder before, String name, Direction direction) {
        return PropertyOrdering.of(model, before, name, order -> {
                    throw new IllegalStateException("only extended");
                })
                .byValue(direction);
    }

    private SortOrder byValue(Direction direction) {
        EntryType type = property.entryType()
                .orElseThrow(() -> new InvalidQueryException(
                        property.name() + " is a " + property.type().getSimpleName() + ", whose values have no order",
                        null));
        // The index of ids has their texts in order, which is that of their values for texts only.
        return id && type == EntryType.TEXT
                ? start().thenById(direction)
                : start().then(new SortKey.ByValue(property, direction));
    }

    private SortOrder start() {
        return before == null ? SortOrder.BY_ID : before;
    }

    private static boolean endsWithId(SortOrder order) {
        return order.keys().isEmpty()
                || order.keys().get(order.keys().size() - 1).direction() != order.idDirection();
    }
}
