package dev.cress.query;

import dev.cress.codec.Primitives;
import dev.cress.entity.EntityLifecycle;
import dev.cress.entity.EntityStore;
import dev.cress.error.StoredDataException;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.plan.Fields;
import dev.cress.query.predicate.StoredEntries;
import dev.cress.query.predicate.ValuePath;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What becomes of rows.
 *
 * @param fields what has to be read for it
 * @param many from rows to results in the same order, without entities that cannot be read
 * @param few the same for whoever asks for one, who is told when it cannot be read
 */
record RowShape<R>(Fields fields, Function<Flux<Row>, Flux<R>> many, Function<Flux<Row>, Flux<R>> few) {

    static <R> RowShape<R> each(Fields fields, Function<Row, R> reader) {
        return new RowShape<>(fields, rows -> rows.map(reader), rows -> rows.map(reader));
    }

    static <T> RowShape<T> entities(EntityLifecycle<T> lifecycle) {
        return new RowShape<>(
                Fields.ALL, lifecycle::loadAll, rows -> rows.concatMap(row -> lifecycle.load(Mono.just(row))));
    }

    Flux<R> results(Flux<Row> rows) {
        return many.apply(rows);
    }

    Flux<R> single(Flux<Row> rows) {
        return few.apply(rows);
    }

    static <T> RowShape<Distanced<T>> distances(EntityStore<T> store, String name, GeoPoint point) {
        Property property = property(store.model(), name);
        if (property.type() != GeoPoint.class) {
            throw new InvalidQueryException(name + " is no GeoPoint and has no distance", null);
        }
        RowShape<T> entities = entities(store.lifecycle());
        return new RowShape<>(
                Fields.ALL,
                rows -> rows.concatMap(row -> entities.results(Flux.just(row))
                        .map(entity -> new Distanced<>(entity, StoredEntries.distance(property, row, point)))),
                rows -> rows.concatMap(row -> entities.single(Flux.just(row))
                        .map(entity -> new Distanced<>(entity, StoredEntries.distance(property, row, point)))));
    }

    static <I> RowShape<I> ids(EntityModel<?> model, Class<I> type) {
        Class<?> known = Primitives.wrapper(model.id().type());
        if (!Primitives.wrapper(type).isAssignableFrom(known)) {
            throw new InvalidQueryException(
                    "an id of " + model.name() + " is a " + known.getSimpleName() + ", no " + type.getSimpleName(),
                    null);
        }
        return each(Fields.NONE, row -> {
            @SuppressWarnings("unchecked") // checked above
            I id = (I) value(model.id(), row);
            return id;
        });
    }

    static RowShape<Map<String, @Nullable Object>> maps(EntityModel<?> model, String... names) {
        List<Property> properties =
                Arrays.stream(names).map(name -> property(model, name)).toList();
        return each(new Fields(properties), row -> {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            properties.forEach(property -> map.put(property.name(), value(property, row)));
            return Collections.unmodifiableMap(map);
        });
    }

    /** A property by its whole name: what lies inside of one is read with it. */
    static Property property(EntityModel<?> model, String name) {
        Property property = ValuePath.of(model, name).property();
        if (!property.name().equals(name)) {
            throw new InvalidQueryException(name + " lies inside of " + property.name() + "; ask for that", null);
        }
        return property;
    }

    static @Nullable Object value(Property property, Row row) {
        Object value = StoredEntries.valueOrDefault(property, row);
        if (value == null && property.type().isPrimitive()) {
            throw new StoredDataException(
                    property.name() + " has no value, which a " + property.type() + " cannot express", null);
        }
        return value;
    }
}
