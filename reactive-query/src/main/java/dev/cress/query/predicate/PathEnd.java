package dev.cress.query.predicate;

import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.PropertyCriteria;

/**
 * Where a path ends that may lead through references.
 *
 * @param model the model of the entity in which it ends
 * @param path the way from that entity
 */
public record PathEnd(EntityModel<?> model, ValuePath path) {

    /**
     * Follows the path of a condition.
     *
     * @param model where it begins
     * @param criteria the condition
     * @param others knows the types that references lead to
     * @return its end
     * @throws dev.cress.query.criteria.InvalidQueryException when there is no such path
     */
    public static PathEnd of(EntityModel<?> model, PropertyCriteria<?> criteria, OtherEntities others) {
        return ReferenceCondition.of(model, criteria)
                .map(through -> of(others.model(through.target()), through.condition(), others))
                .orElseGet(() -> new PathEnd(model, ValuePath.of(model, criteria.property())));
    }
}
