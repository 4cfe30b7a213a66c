package dev.cress.query.json;

import dev.cress.entity.EntityOptions;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.query.predicate.OtherEntities;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the types to which references lead, and no entity. */
final class JsonModels implements OtherEntities {

    private final EntityOptions options;
    private final Map<Class<?>, EntityModel<?>> models = new ConcurrentHashMap<>();

    JsonModels(EntityOptions options) {
        this.options = options;
    }

    @Override
    public GeoPoint center(PropertyCriteria.Around<?> around) {
        throw new IllegalStateException("criteria are only written or read");
    }

    @Override
    public EntityModel<?> model(Class<?> type) {
        return models.computeIfAbsent(type, one -> EntityModel.of(one, options.converters()));
    }
}
