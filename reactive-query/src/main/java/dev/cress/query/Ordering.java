package dev.cress.query;

import dev.cress.geo.GeoPoint;

/**
 * In which direction to order by a property.
 *
 * @param <T> the entity type
 */
public interface Ordering<T> {

    /** {@return the query, least first; null is the least} */
    Query<T> ascending();

    /** {@return the query, greatest first; null is the least} */
    Query<T> descending();

    /**
     * Orders a position by its distance.
     *
     * @param point from where
     * @return the query, nearest first, without a position last
     * @throws dev.cress.query.criteria.InvalidQueryException when the property is no position
     */
    Query<T> nearestTo(GeoPoint point);
}
