package dev.cress.query.plan;

import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.PredicateProperties;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which properties of the results are wanted.
 *
 * @param properties the properties; null for all; none when the id is enough
 */
public record Fields(@Nullable List<Property> properties) {

    /** All. */
    public static final Fields ALL = new Fields(null);

    /** None but the id. */
    public static final Fields NONE = new Fields(List.of());

    /** Copies the list and leaves out the id, which needs no reading. */
    public Fields {
        properties = properties == null
                ? null
                : properties.stream()
                        .filter(property -> property.ordinal() != Property.ID_ORDINAL)
                        .distinct()
                        .toList();
    }

    boolean onlyId() {
        return properties != null && properties.isEmpty();
    }

    /**
     * These and what an order looks at.
     *
     * @param order an order
     * @return the properties
     */
    public Fields with(SortOrder order) {
        if (properties == null) {
            return this;
        }
        List<Property> more = new ArrayList<>(properties);
        order.keys().forEach(key -> more.add(key.property()));
        return new Fields(more);
    }

    /**
     * What has to be read for them, and to verify and order results.
     *
     * @param model the model
     * @param predicate what is asked for
     * @param order the order, or null
     * @return properties, each once
     */
    public List<Property> read(EntityModel<?> model, Predicate predicate, @Nullable SortOrder order) {
        if (properties == null) {
            return model.properties();
        }
        Set<Property> all = new LinkedHashSet<>(properties);
        all.addAll(PredicateProperties.of(predicate));
        if (order != null) {
            order.keys().forEach(key -> all.add(key.property()));
        }
        all.remove(model.id());
        return new ArrayList<>(all);
    }

    @Override
    public String toString() {
        if (properties == null) {
            return "all";
        }
        return properties.isEmpty()
                ? "id"
                : properties.stream().map(Property::name).collect(Collectors.joining(", "));
    }
}
