package dev.cress.query;

import dev.cress.connection.RedisExecutor;
import dev.cress.entity.EntityStore;
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
import dev.cress.query.plan.Resolve;
import dev.cress.query.predicate.CriteriaBinder;
import dev.cress.query.predicate.OtherEntities;
import dev.cress.query.predicate.RangeSet;
import dev.cress.query.predicate.ReferenceCondition;
import dev.cress.query.predicate.StoredEntries;
import dev.cress.query.rewrite.Rewriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes of what a query says what the planner is asked: at once, or, where it asks for what is around other entities or refers to some, when it is known which and where they are. */
final class Question<T> {

    private static final int REFERENCES_AT_A_TIME = 8;

    private final EntityModel<T> model;
    private final QuerySettings<T> settings;
    private final Function<Class<?>, EntityStore<?>> stores;
    private final List<PropertyCriteria.Around<T>> arounds = new ArrayList<>();
    private final Map<PropertyCriteria<?>, ReferenceCondition> references = new LinkedHashMap<>();
    private final @Nullable QuerySpec known;

    /** @param stores where entities of other types are */
    Question(EntityModel<T> model, QuerySettings<T> settings, Function<Class<?>, EntityStore<?>> stores) {
        this.model = model;
        this.settings = settings;
        this.stores = stores;
        settings.criteria().forEach(this::collect);
        this.known = arounds.isEmpty() && references.isEmpty() ? bind(Map.of(), Map.of()) : null;
    }

    /**
     * Sends something only where it asks for what is around other entities, 1 round trip that reads their positions, or refers to some: a query for the ids of those.
     *
     * @param store where the entities are; its executor asks for the others, too
     */
    Mono<QuerySpec> spec(OpenStore<?> store) {
        return known != null
                ? Mono.just(known)
                : positions(store).flatMap(centers -> targets(store.executor()).map(found -> bind(centers, found)));
    }

    /** The question, when it can be told without asking the server. */
    QuerySpec fixed() {
        if (known == null) {
            throw new InvalidQueryException(
                    "what is around another entity, and what others are that are referred to, is not known without asking for them, and may change; ask within a place, or for the references",
                    null);
        }
        return known;
    }

    private Mono<Map<PropertyCriteria.Around<?>, GeoPoint>> positions(OpenStore<?> store) {
        List<Located> others = arounds.stream()
                .map(around -> store.locate(model.encodeId(around.id())))
                .toList();
        List<Property> positions =
                arounds.stream().map(this::property).distinct().toList();
        return others.isEmpty()
                ? Mono.just(Map.of())
                : store.read(others, positions).map(this::centers);
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

    private Mono<Map<PropertyCriteria<?>, ReferenceTargets>> targets(RedisExecutor executor) {
        return Flux.fromIterable(references.values())
                .flatMapSequential(
                        reference -> new ReferenceTargets.Search<>(stores.apply(reference.target()), stores)
                                .find(reference, settings.scan(), executor),
                        REFERENCES_AT_A_TIME)
                .collectMap(targets -> targets.condition().asked(), targets -> targets, LinkedHashMap::new);
    }

    private QuerySpec bind(
            Map<PropertyCriteria.Around<?>, GeoPoint> centers, Map<PropertyCriteria<?>, ReferenceTargets> targets) {
        Criteria<T> all = new Criteria.And<>(settings.criteria());
        List<Resolve.Reference> resolved =
                targets.values().stream().map(ReferenceTargets::step).toList();
        return new QuerySpec(
                model,
                Rewriter.simplify(CriteriaBinder.bind(model, all, new Known(centers, targets))),
                settings.order(),
                settings.limit(),
                settings.scan(),
                Fields.ALL,
                resolved);
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
        } else {
            collectLeaf((PropertyCriteria<T>) criteria);
        }
    }

    private void collectLeaf(PropertyCriteria<T> leaf) {
        ReferenceCondition reference = ReferenceCondition.of(model, leaf).orElse(null);
        if (reference != null) {
            references.put(leaf, reference);
        } else if (leaf instanceof PropertyCriteria.Around<T> around) {
            arounds.add(around);
        }
    }

    private record Known(
            Map<PropertyCriteria.Around<?>, GeoPoint> centers, Map<PropertyCriteria<?>, ReferenceTargets> targets)
            implements OtherEntities {

        @Override
        public GeoPoint center(PropertyCriteria.Around<?> around) {
            return Objects.requireNonNull(centers.get(around));
        }

        @Override
        public RangeSet references(ReferenceCondition condition) {
            return Objects.requireNonNull(targets.get(condition.asked())).references();
        }
    }
}
