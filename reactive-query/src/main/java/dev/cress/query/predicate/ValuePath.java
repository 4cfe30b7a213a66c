package dev.cress.query.predicate;

import dev.cress.codec.Primitives;
import dev.cress.codec.ScalarType;
import dev.cress.codec.ScalarTypes;
import dev.cress.codec.TextCodec;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.IndexDefinition;
import dev.cress.mapping.Property;
import dev.cress.mapping.PropertyRules;
import dev.cress.mapping.Row;
import dev.cress.mapping.ValueStep;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.reference.Ref;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way from an entity to a value: a property, then members of what it holds, such as {@code address.city}. A way through a collection leads to a value for each element. Compared
 * by its text.
 */
public final class ValuePath {

    /** Most dots: a path may come from outside, and each step costs stack. */
    private static final int MAX_STEPS = 16;

    private final EntityModel<?> model;
    private final Property property;
    private final String text;
    private final List<ValueStep> steps;
    private final Property leaf;
    private final Type type;
    private final boolean multiple;

    private ValuePath(
            EntityModel<?> model, Property property, String text, List<ValueStep> steps, Type type, boolean multiple) {
        this.model = model;
        this.property = property;
        this.text = text;
        this.steps = steps;
        this.type = type;
        this.multiple = multiple;
        this.leaf = steps.isEmpty() ? property : leaf(model, property, text, type);
    }

    /**
     * Finds the way to a value.
     *
     * @param model the model
     * @param path name of a property, of the id, or of members of a property separated by dots
     * @return the way
     * @throws InvalidQueryException when there is none, naming what there is
     */
    public static ValuePath of(EntityModel<?> model, String path) {
        Optional<Property> whole = property(model, path);
        if (whole.isPresent()) {
            return new ValuePath(
                    model, whole.get(), path, List.of(), ValueStep.typeOf(model.type(), whole.get()), false);
        }
        requireShort(path);
        int dot = path.lastIndexOf('.');
        if (dot < 0) {
            throw unknown(model, path);
        }
        ValuePath parent = of(model, path.substring(0, dot));
        return parent.elementsOrItself().member(path, path.substring(dot + 1));
    }

    /**
     * Goes on to the elements of the collection that the path leads to.
     *
     * @return the longer path
     * @throws InvalidQueryException when it leads to no collection
     */
    public ValuePath elements() {
        ValueStep.Followed followed = ValueStep.elements(type)
                .orElseThrow(() -> new InvalidQueryException(
                        text + " is a " + leaf.type().getSimpleName() + " and has no elements", null));
        return new ValuePath(model, property, text, append(followed.step()), followed.type(), true);
    }

    static void requireShort(String path) {
        if (path.chars().filter(c -> c == '.').count() > MAX_STEPS) {
            throw new InvalidQueryException("a path has at most " + MAX_STEPS + " steps", null);
        }
    }

    /** What it leads to one by one: the elements of a collection, or anything else itself. */
    ValuePath elementsOrItself() {
        return isOfElements() ? elements() : this;
    }

    private ValuePath member(String path, String name) {
        ValueStep.Followed followed = memberStep(name)
                .orElseThrow(() -> new InvalidQueryException(
                        text + " is a " + ValueStep.rawType(type).getSimpleName() + ", which has no " + name, null));
        return new ValuePath(model, property, path, append(followed.step()), followed.type(), multiple);
    }

    private Optional<ValueStep.Followed> memberStep(String name) {
        try {
            return ValueStep.member(type, name);
        } catch (IllegalArgumentException e) {
            throw new InvalidQueryException(text + ": " + e.getMessage(), e);
        }
    }

    /**
     * The index over the values at its end.
     *
     * @param model the model
     * @return the index, empty when there is none
     */
    public Optional<IndexDefinition> index(EntityModel<?> model) {
        return model.indexes().ofPath(text, steps.size());
    }

    /** {@return the declared type of what is at its end} */
    Type type() {
        return type;
    }

    private boolean isOfElements() {
        return ValueStep.elements(type).isPresent();
    }

    /** {@return the property with which the path begins} */
    public Property property() {
        return property;
    }

    /** {@return whether there are as many values at its end as there are elements on its way} */
    public boolean isMultiple() {
        return multiple;
    }

    /** Whether it leads to a property itself, which an index may know. */
    boolean isProperty() {
        return steps.isEmpty();
    }

    /** {@return what is compared at its end: the property itself, or a stand-in of the same kind} */
    public Property leaf() {
        return leaf;
    }

    /** The values at its end: one, or as many as there are elements on its way. */
    List<@Nullable Object> values(Row row) {
        List<@Nullable Object> values = new ArrayList<>(1);
        values.add(StoredEntries.value(property, row));
        for (ValueStep step : steps) {
            List<@Nullable Object> next = new ArrayList<>(values.size());
            values.forEach(value -> step.follow(value, next));
            values = next;
        }
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ValuePath path
                && path.property.equals(property)
                && path.text.equals(text)
                && path.steps.size() == steps.size();
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private List<ValueStep> append(ValueStep step) {
        List<ValueStep> longer = new ArrayList<>(steps);
        longer.add(step);
        return List.copyOf(longer);
    }

    @SuppressWarnings("unchecked")
    private static Property leaf(EntityModel<?> model, Property property, String name, Type declared) {
        Class<?> type = ValueStep.rawType(declared);
        if (type == Ref.class) {
            return reference(model, property, name, declared);
        }
        Optional<ScalarType<?>> scalar = ScalarTypes.of(type);
        return new Property(
                name,
                property.storedName(),
                Primitives.wrapper(type),
                Primitives.wrapper(type),
                scalar.map(known -> (TextCodec<Object>) known.codec()).orElse(property.codec()),
                scalar.map(ScalarType::entryType),
                PropertyRules.NONE,
                property.ordinal());
    }

    private static Property reference(EntityModel<?> model, Property property, String name, Type declared) {
        try {
            return model.reference(property, name, declared);
        } catch (IllegalArgumentException e) {
            throw new InvalidQueryException(name + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Property> property(EntityModel<?> model, String name) {
        return name.equals(model.id().name()) ? Optional.of(model.id()) : model.property(name);
    }

    private static InvalidQueryException unknown(EntityModel<?> model, String name) {
        List<String> known = new ArrayList<>();
        known.add(model.id().name());
        model.properties().forEach(property -> known.add(property.name()));
        return new InvalidQueryException(
                model.name() + " has no property " + name + " that could be queried; it has " + known, null);
    }
}
