package dev.cress.query.json;

import dev.cress.codec.Primitives;
import dev.cress.codec.Utf8;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.query.criteria.PropertyCriteria.Bound;
import dev.cress.query.criteria.PropertyCriteria.Bound.Inclusion;
import dev.cress.query.predicate.CriteriaBinder;
import dev.cress.query.predicate.OtherEntities;
import dev.cress.query.predicate.PathEnd;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From JSON to criteria. */
final class CriteriaReader<T> {

    private final EntityModel<T> model;
    private final OtherEntities others;

    CriteriaReader(EntityModel<T> model, OtherEntities others) {
        this.model = model;
        this.others = others;
    }

    Criteria<T> criteria(JsonNode node, int depth) {
        if (depth > CriteriaBinder.MAX_DEPTH) {
            throw new InvalidQueryException("criteria nest deeper than " + CriteriaBinder.MAX_DEPTH + " levels", null);
        }
        if (node.has(Words.PROPERTY)) {
            return leaf(node);
        }
        String word = onlyName(node);
        JsonNode value = member(node, word);
        return switch (word) {
            case Words.AND -> new Criteria.And<>(terms(value, depth));
            case Words.OR -> new Criteria.Or<>(terms(value, depth));
            case Words.NOT -> new Criteria.Not<>(criteria(value, depth + 1));
            default -> throw JsonShape.wrong("criteria are an object with and, or, not, or property and a condition");
        };
    }

    private List<Criteria<T>> terms(JsonNode node, int depth) {
        if (!node.isArray()) {
            throw JsonShape.wrong("and and or have an array of criteria");
        }
        List<Criteria<T>> terms = new ArrayList<>();
        node.forEach(term -> terms.add(criteria(term, depth + 1)));
        return terms;
    }

    private PropertyCriteria<T> leaf(JsonNode node) {
        JsonShape.requireNames(node, 2);
        String property = JsonShape.text(member(node, Words.PROPERTY), Words.PROPERTY);
        String word = node.propertyNames().stream()
                .filter(name -> !name.equals(Words.PROPERTY))
                .findFirst()
                .orElseThrow();
        JsonNode value = member(node, word);
        return switch (word) {
            case Words.IN -> new PropertyCriteria.In<>(property, values(leafOf(property), value));
            case Words.HAS_ELEMENT ->
                new PropertyCriteria.HasElement<>(
                        property, values(end(property).path().elements().leaf(), value));
            case Words.BETWEEN -> between(property, value);
            case Words.STARTS_WITH -> new PropertyCriteria.StartsWith<>(property, JsonShape.text(value, word));
            case Words.ENDS_WITH -> new PropertyCriteria.EndsWith<>(property, JsonShape.text(value, word));
            case Words.CONTAINS -> new PropertyCriteria.Contains<>(property, JsonShape.text(value, word));
            case Words.MATCHES -> new PropertyCriteria.Matches<>(property, JsonShape.text(value, word));
            case Words.IS_EMPTY -> empty(property, value);
            default -> area(property, word, value);
        };
    }

    private PropertyCriteria<T> area(String property, String word, JsonNode value) {
        switch (word) {
            case Words.WITHIN -> {
                JsonShape.requireNames(value, 3);
                return new PropertyCriteria.Within<>(property, point(value), JsonShape.number(value, Words.METRES));
            }
            case Words.IN_BOX -> {
                JsonShape.requireNames(value, 2);
                return new PropertyCriteria.InBox<>(
                        property, corner(value, Words.SOUTH_WEST), corner(value, Words.NORTH_EAST));
            }
            case Words.AROUND -> {
                JsonShape.requireNames(value, 2);
                Object id = value(end(property).model().id(), member(value, Words.ID));
                if (id == null) {
                    throw JsonShape.wrong("around has the id of another entity");
                }
                return new PropertyCriteria.Around<>(property, id, JsonShape.number(value, Words.METRES));
            }
            default -> throw JsonShape.wrong("there is no condition of this name");
        }
    }

    private PropertyCriteria<T> between(String property, JsonNode node) {
        List<String> known = List.of(Words.FROM, Words.FROM_EXCLUDED, Words.TO, Words.TO_EXCLUDED);
        if (!node.isObject() || !known.containsAll(node.propertyNames())) {
            throw JsonShape.wrong("between has some of " + known);
        }
        return new PropertyCriteria.Between<>(
                property,
                bound(property, node, Words.FROM, Words.FROM_EXCLUDED),
                bound(property, node, Words.TO, Words.TO_EXCLUDED));
    }

    private Bound bound(String property, JsonNode node, String name, String excluded) {
        Object value = node.has(name) ? value(leafOf(property), member(node, name)) : null;
        if (value == null) {
            return Bound.NONE;
        }
        boolean exclusive = node.has(excluded) && JsonShape.truth(member(node, excluded), excluded);
        return new Bound(value, exclusive ? Inclusion.EXCLUSIVE : Inclusion.INCLUSIVE);
    }

    private static <T> PropertyCriteria<T> empty(String property, JsonNode value) {
        if (!JsonShape.truth(value, Words.IS_EMPTY)) {
            throw JsonShape.wrong("isEmpty is true; its opposite is a not around it");
        }
        return new PropertyCriteria.IsEmpty<>(property);
    }

    private static GeoPoint corner(JsonNode box, String name) {
        JsonNode corner = member(box, name);
        JsonShape.requireNames(corner, 2);
        return point(corner);
    }

    private static GeoPoint point(JsonNode node) {
        try {
            return new GeoPoint(JsonShape.number(node, Words.LONGITUDE), JsonShape.number(node, Words.LATITUDE));
        } catch (IllegalArgumentException e) {
            throw JsonShape.wrong("a position has degrees of longitude and latitude");
        }
    }

    private Property leafOf(String property) {
        return end(property).path().leaf();
    }

    private PathEnd end(String property) {
        return PathEnd.of(model, new PropertyCriteria.IsEmpty<>(property), others);
    }

    private static List<@Nullable Object> values(Property property, JsonNode node) {
        if (!node.isArray()) {
            throw JsonShape.wrong("in and hasElement have an array of values");
        }
        List<@Nullable Object> values = new ArrayList<>();
        node.forEach(value -> values.add(value(property, value)));
        return Collections.unmodifiableList(values);
    }

    private static @Nullable Object value(Property property, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (property.entryType().isEmpty()) {
            throw JsonShape.wrong(property.name() + " has no values that can be compared");
        }
        String text = JsonShape.scalar(node, property.name());
        try {
            return property.type() == byte[].class
                    ? HexFormat.of().parseHex(text)
                    : property.codec().decode(Utf8.encode(text));
        } catch (IllegalArgumentException e) {
            return number(property, text);
        }
    }

    /** A number that the property cannot hold may still be compared with those that it can. */
    private static Object number(Property property, String text) {
        try {
            if (Number.class.isAssignableFrom(Primitives.wrapper(property.type()))) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            throw JsonShape.wrong(property.name() + " is compared with what is no number");
        }
        throw JsonShape.wrong(property.name() + " is compared with what is no "
                + property.type().getSimpleName());
    }

    private static String onlyName(JsonNode node) {
        JsonShape.requireNames(node, 1);
        return node.propertyNames().iterator().next();
    }

    private static JsonNode member(JsonNode node, String name) {
        return JsonShape.member(node, name);
    }
}
