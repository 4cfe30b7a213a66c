package dev.cress.query.plan;

import dev.cress.connection.Direction;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.Property;

/** One of the things by which results are ordered. */
public sealed interface SortKey {

    /** {@return which end comes first} */
    Direction direction();

    /** {@return the property} */
    Property property();

    /** {@return the same with the other end first} */
    SortKey reversed();

    /**
     * By value; null is the least.
     *
     * @param property a property whose text has an entry
     * @param direction which end comes first
     */
    record ByValue(Property property, Direction direction) implements SortKey {

        @Override
        public SortKey reversed() {
            return new ByValue(property, direction.reversed());
        }

        @Override
        public String toString() {
            return property.name() + (direction == Direction.ASCENDING ? " asc" : " desc");
        }
    }

    /**
     * By distance from a point; what has no position is the farthest.
     *
     * @param property a property that holds a position
     * @param center the point
     * @param direction which end comes first
     */
    record ByDistance(Property property, GeoPoint center, Direction direction) implements SortKey {

        @Override
        public SortKey reversed() {
            return new ByDistance(property, center, direction.reversed());
        }

        @Override
        public String toString() {
            return property.name() + (direction == Direction.ASCENDING ? " nearest to " : " farthest from ")
                    + center.longitude() + "," + center.latitude();
        }
    }
}
