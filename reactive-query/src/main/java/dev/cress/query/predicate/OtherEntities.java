package dev.cress.query.predicate;

import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;

/** What conditions have to know of other entities than those that are asked for. */
@FunctionalInterface
public interface OtherEntities {

    /**
     * Where an entity is around which others are looked for.
     *
     * @param around the condition
     * @return its position
     */
    GeoPoint center(PropertyCriteria.Around<?> around);

    /**
     * A type to which others refer.
     *
     * @param type the entity type
     * @return its model
     */
    default EntityModel<?> model(Class<?> type) {
        return EntityModel.of(type);
    }

    /**
     * Which references lead to what meets a condition.
     *
     * @param condition the condition
     * @return values of the reference
     * @throws InvalidQueryException where nobody can be asked
     */
    default RangeSet references(ReferenceCondition condition) {
        throw new InvalidQueryException(
                condition.asked().property()
                        + " is of what is referred to, which may change without a change here; ask for the reference itself",
                null);
    }
}
