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

    /**
     * By value; null is the least.
     *
     * @param property a property whose text has an entry
     * @param direction which end comes first
     */
    record ByValue(Property property, Direction direction) implements SortKey {
        @Override
        public String toString() {
            return property.name() + (direction == Direction.ASCENDING ? " asc" : " desc");
        }
    }

    /**
     * By distance from a point, nearest first; what has no position comes last.
     *
     * @param property a property that holds a position
     * @param center the point
     */
    record ByDistance(Property property, GeoPoint center) implements SortKey {
        @Override
        public Direction direction() {
            return Direction.ASCENDING;
        }

        @Override
        public String toString() {
            return property.name() + " nearest to " + center.longitude() + "," + center.latitude();
        }
    }
}
