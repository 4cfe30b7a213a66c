package dev.cress.query.predicate;

import dev.cress.codec.Utf8;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.ValueStep;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.reference.Ref;
import dev.cress.script.entry.EntryType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * A condition on what a reference leads to, such as {@code customer.city is 'Berlin'}: it is a condition on the reference, as soon as it is known which targets meet it. A reference that is
 * null or leads nowhere leads to nulls, as a path through a null does.
 *
 * @param asked the condition as it was given
 * @param reference the way to the reference
 * @param target the type that it refers to
 * @param condition what is asked of the target
 */
public record ReferenceCondition(
        PropertyCriteria<?> asked, ValuePath reference, Class<?> target, PropertyCriteria<?> condition) {

    /** Most targets of one condition: as many as an {@code in} may name. */
    public static final int MAX_TARGETS = CriteriaBinder.MAX_VALUES;

    /**
     * Looks for a reference on the way of a condition.
     *
     * @param model the model
     * @param criteria a condition
     * @return the condition; empty when it stays within the entity
     */
    public static Optional<ReferenceCondition> of(EntityModel<?> model, PropertyCriteria<?> criteria) {
        String path = criteria.property();
        int first = path.indexOf('.');
        if (first < 0) {
            return Optional.empty();
        }
        ValuePath.requireShort(path);
        for (int dot = first; dot >= 0; dot = path.indexOf('.', dot + 1)) {
            ValuePath reference = ValuePath.of(model, path.substring(0, dot)).elementsOrItself();
            if (ValueStep.rawType(reference.type()) == Ref.class) {
                return Optional.of(new ReferenceCondition(
                        criteria, reference, target(reference), criteria.of(path.substring(dot + 1))));
            }
        }
        return Optional.empty();
    }

    private static Class<?> target(ValuePath reference) {
        Type type = reference.type();
        if (type instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> target) {
            return target;
        }
        throw new InvalidQueryException(reference + " does not say to what it refers", null);
    }

    /** {@return what the targets are asked: the opposite where null meets the condition, since targets that are missing cannot be listed} */
    public Criteria<?> question() {
        return meetsNull() ? condition.not() : condition;
    }

    /**
     * Which references lead to what meets the condition.
     *
     * @param ids the ids of all targets that meet the {@link #question}
     * @return values of the reference
     */
    public RangeSet references(List<byte[]> ids) {
        EntryType type = reference.leaf().entryType().orElseThrow();
        RangeSet found = RangeSet.union(ids.stream()
                .map(id -> RangeSet.point(type.encode(id), Labels.of(Utf8.decode(id))))
                .toList());
        return meetsNull() ? found.complement() : found;
    }

    private boolean meetsNull() {
        return condition instanceof PropertyCriteria.In<?> in
                && in.values().stream().anyMatch(value -> value == null || value.equals(Optional.empty()));
    }
}
