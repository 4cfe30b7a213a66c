package dev.cress.query;

import dev.cress.error.InvalidEntityException;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Makes conditions of an entity. */
final class Examples {

    private Examples() {}

    static <T> Criteria<T> criteria(EntityModel<T> model, T example, Set<String> ignored) {
        ignored.stream()
                .filter(name -> model.property(name).isEmpty())
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidQueryException(
                            model.name() + " has no property " + name + " that could be ignored", null);
                });
        byte[][] texts = texts(model, example);
        List<Criteria<T>> terms = new ArrayList<>();
        for (Property property : model.properties()) {
            byte[] text = texts[property.ordinal()];
            if (text != null && !ignored.contains(property.name())) {
                terms.add(equality(property, property.codec().decode(text)));
            }
        }
        return new Criteria.And<>(terms);
    }

    private static <T> byte[][] texts(EntityModel<T> model, T example) {
        try {
            return model.texts(example);
        } catch (InvalidEntityException e) {
            throw new InvalidQueryException("the example could not be stored and equals nothing that is", e);
        }
    }

    private static <T> Criteria<T> equality(Property property, Object value) {
        if (value instanceof GeoPoint point) {
            return new PropertyCriteria.Within<>(property.name(), point, 0);
        }
        if (property.entryType().isEmpty()) {
            throw new InvalidQueryException(
                    property.name() + " of the example is a " + property.type().getSimpleName()
                            + ", which is compared by its members only; ignore it",
                    null);
        }
        return new PropertyCriteria.In<>(property.name(), Collections.singletonList(value));
    }
}
