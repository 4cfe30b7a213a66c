package dev.cress.query.json;

import dev.cress.codec.Primitives;
import dev.cress.codec.Utf8;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.query.predicate.OtherEntities;
import dev.cress.query.predicate.PathEnd;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** From criteria to JSON. */
final class CriteriaWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final EntityModel<?> model;
    private final OtherEntities others;

    CriteriaWriter(EntityModel<?> model, OtherEntities others) {
        this.model = model;
        this.others = others;
    }

    ObjectNode node(Criteria<?> criteria) {
        ObjectNode node = NODES.objectNode();
        if (criteria instanceof Criteria.And<?> and) {
            node.set(Words.AND, nodes(and.terms()));
        } else if (criteria instanceof Criteria.Or<?> or) {
            node.set(Words.OR, nodes(or.terms()));
        } else if (criteria instanceof Criteria.Not<?> not) {
            node.set(Words.NOT, node(not.term()));
        } else {
            PropertyCriteria<?> leaf = (PropertyCriteria<?>) criteria;
            node.put(Words.PROPERTY, leaf.property());
            writeValues(node, leaf);
        }
        return node;
    }

    private ArrayNode nodes(List<? extends Criteria<?>> terms) {
        ArrayNode nodes = NODES.arrayNode();
        terms.forEach(term -> nodes.add(node(term)));
        return nodes;
    }

    private void writeValues(ObjectNode node, PropertyCriteria<?> leaf) {
        if (leaf instanceof PropertyCriteria.In<?> in) {
            node.set(Words.IN, values(end(in).path().leaf(), in.values()));
        } else if (leaf instanceof PropertyCriteria.HasElement<?> has) {
            Property element = end(has).path().elements().leaf();
            node.set(Words.HAS_ELEMENT, values(element, has.values()));
        } else if (leaf instanceof PropertyCriteria.Between<?> range) {
            Property property = end(range).path().leaf();
            ObjectNode bounds = node.putObject(Words.BETWEEN);
            writeBound(bounds, property, range.lower(), Words.FROM, Words.FROM_EXCLUDED);
            writeBound(bounds, property, range.upper(), Words.TO, Words.TO_EXCLUDED);
        } else {
            writeGeo(node, leaf);
        }
    }

    private void writeGeo(ObjectNode node, PropertyCriteria<?> leaf) {
        if (leaf instanceof PropertyCriteria.Within<?> within) {
            writePoint(node.putObject(Words.WITHIN), within.center()).put(Words.METRES, within.metres());
        } else if (leaf instanceof PropertyCriteria.InBox<?> box) {
            ObjectNode corners = node.putObject(Words.IN_BOX);
            writePoint(corners.putObject(Words.SOUTH_WEST), box.southWest());
            writePoint(corners.putObject(Words.NORTH_EAST), box.northEast());
        } else if (leaf instanceof PropertyCriteria.Around<?> around) {
            node.putObject(Words.AROUND)
                    .put(Words.ID, text(end(around).model().id(), around.id()))
                    .put(Words.METRES, around.metres());
        } else {
            writeText(node, leaf);
        }
    }

    private PathEnd end(PropertyCriteria<?> leaf) {
        return PathEnd.of(model, leaf, others);
    }

    private static void writeText(ObjectNode node, PropertyCriteria<?> leaf) {
        if (leaf instanceof PropertyCriteria.StartsWith<?> startsWith) {
            node.put(Words.STARTS_WITH, startsWith.prefix());
        } else if (leaf instanceof PropertyCriteria.EndsWith<?> endsWith) {
            node.put(Words.ENDS_WITH, endsWith.suffix());
        } else if (leaf instanceof PropertyCriteria.Contains<?> contains) {
            node.put(Words.CONTAINS, contains.part());
        } else if (leaf instanceof PropertyCriteria.Matches<?> matches) {
            node.put(Words.MATCHES, matches.regex());
        } else {
            node.put(Words.IS_EMPTY, true);
        }
    }

    private static void writeBound(
            ObjectNode bounds, Property property, PropertyCriteria.Bound bound, String name, String excluded) {
        if (bound.value() != null) {
            bounds.put(name, text(property, bound.value()));
            if (bound.inclusive() == PropertyCriteria.Bound.Inclusion.EXCLUSIVE) {
                bounds.put(excluded, true);
            }
        }
    }

    private static ArrayNode values(Property property, List<? extends @Nullable Object> values) {
        ArrayNode nodes = NODES.arrayNode();
        for (Object given : values) {
            Object value = property.content(given);
            if (value == null) {
                nodes.addNull();
            } else {
                nodes.add(text(property, value));
            }
        }
        return nodes;
    }

    private static ObjectNode writePoint(ObjectNode node, GeoPoint point) {
        return node.put(Words.LONGITUDE, point.longitude()).put(Words.LATITUDE, point.latitude());
    }

    /** The stored text; bytes in hexadecimal; of a number of another type its own, which is compared by value. */
    private static String text(Property property, Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (Primitives.wrapper(property.type()).isInstance(value)) {
            return Utf8.decode(property.codec().encode(value));
        }
        return Primitives.wrapper(property.type()) == Character.class && value instanceof Long code
                ? String.valueOf((char) code.longValue())
                : value.toString();
    }
}
