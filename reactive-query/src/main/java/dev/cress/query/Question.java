package dev.cress.query;

import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.error.EntityNotFoundException;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.predicate.CriteriaBinder;
import dev.cress.query.predicate.StoredEntries;
import dev.cress.query.rewrite.Rewriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes of what a query says what the planner is asked: at once, or, where it asks for what is around other entities, when it is known where they are. */
final class Question<T> {

    private final EntityModel<T> model;
    private final QuerySettings<T> settings;
    private final List<PropertyCriteria.Around<T>> arounds = new ArrayList<>();
    private final @Nullable QuerySpec known;

    Question(EntityModel<T> model, QuerySettings<T> settings) {
        this.model = model;
        this.settings = settings;
        settings.criteria().forEach(this::collect);
        this.known = arounds.isEmpty() ? bind(Map.of()) : null;
    }

    /** Sends something only where it asks for what is around other entities: 1 round trip that reads their positions. */
    Mono<QuerySpec> spec(OpenStore<T> store) {
        if (known != null) {
            return Mono.just(known);
        }
        List<Located> others = arounds.stream()
                .map(around -> store.locate(model.encodeId(around.id())))
                .toList();
        List<Property> positions =
                arounds.stream().map(this::property).distinct().toList();
        return store.read(others, positions).map(rows -> bind(centers(rows)));
    }

    /** The question, when it can be told without asking the server. */
    QuerySpec fixed() {
        if (known == null) {
            throw new InvalidQueryException(
                    "a query around another entity cannot be followed, since that may move; ask within a place", null);
        }
        return known;
    }

    private Map<PropertyCriteria.Around<?>, GeoPoint> centers(List<@Nullable Row> rows) {
        Map<PropertyCriteria.Around<?>, GeoPoint> centers = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            PropertyCriteria.Around<T> around = arounds.get(i);
            Object position = row == null ? null : StoredEntries.value(property(around), row);
            if (position == null) {
                throw new EntityNotFoundException(model.name(), around.id().toString());
            }
            centers.put(around, (GeoPoint) position);
        }
        return centers;
    }

    private QuerySpec bind(Map<PropertyCriteria.Around<?>, GeoPoint> centers) {
        Criteria<T> all = new Criteria.And<>(settings.criteria());
        Function<PropertyCriteria.Around<?>, GeoPoint> center = centers::get;
        return new QuerySpec(
                model,
                Rewriter.simplify(CriteriaBinder.bind(model, all, center)),
                settings.order(),
                settings.limit(),
                settings.scan(),
                Fields.ALL);
    }

    private Property property(PropertyCriteria.Around<T> around) {
        return model.property(around.property()).orElseThrow();
    }

    private void collect(Criteria<T> criteria) {
        if (criteria instanceof Criteria.And<T> and) {
            and.terms().forEach(this::collect);
        } else if (criteria instanceof Criteria.Or<T> or) {
            or.terms().forEach(this::collect);
        } else if (criteria instanceof Criteria.Not<T> not) {
            collect(not.term());
        } else if (criteria instanceof PropertyCriteria.Around<T> around) {
            arounds.add(around);
        }
    }
}
