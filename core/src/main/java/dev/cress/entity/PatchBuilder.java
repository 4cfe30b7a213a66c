package dev.cress.entity;

import static java.util.Objects.requireNonNull;

import dev.cress.mapping.EntityModel;
import dev.cress.property.DoubleProperty;
import dev.cress.property.LongProperty;
import dev.cress.property.PropertyNames;
import dev.cress.property.PropertyReference;
import dev.cress.write.PatchCondition;
import dev.cress.write.PatchSteps;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the steps of a patch.
 *
 * @param <T> the entity type
 * @param <P> what each step gives
 */
public abstract class PatchBuilder<T, P> implements PatchSteps<T, P> {

    private final PatchPlan<T> plan;

    /**
     * A patch.
     *
     * @param plan its steps
     */
    protected PatchBuilder(PatchPlan<T> plan) {
        this.plan = plan;
    }

    /** {@return a patch of no steps} */
    protected static <T> PatchPlan<T> nothing(EntityModel<T> model) {
        return new PatchPlan<>(model);
    }

    /**
     * The same patch of other steps.
     *
     * @param other steps
     * @return a patch
     */
    protected abstract P with(PatchPlan<T> other);

    /** {@return its steps} */
    protected PatchPlan<T> plan() {
        return plan;
    }

    @Override
    public <V extends @Nullable Object> P set(PropertyReference<T, V> property, V value) {
        return set(PropertyNames.of(property), value);
    }

    @Override
    public P set(LongProperty<T> property, long value) {
        return set(PropertyNames.of(property), value);
    }

    @Override
    public P set(DoubleProperty<T> property, double value) {
        return set(PropertyNames.of(property), value);
    }

    @Override
    public P set(String property, @Nullable Object value) {
        return with(plan.set(requireNonNull(property, "property"), value));
    }

    @Override
    public P merge(Map<String, ? extends @Nullable Object> fields) {
        return with(plan.merge(fields));
    }

    @Override
    public P unset(PropertyReference<T, ?> property) {
        return set(PropertyNames.of(property), null);
    }

    @Override
    public P unset(Collection<String> properties) {
        Map<String, @Nullable Object> nulls = new LinkedHashMap<>();
        properties.forEach(property -> nulls.put(property, null));
        return merge(nulls);
    }

    @Override
    public P increment(PropertyReference<T, ? extends @Nullable Number> property, long delta) {
        return increment(PropertyNames.of(property), delta);
    }

    @Override
    public P increment(PropertyReference<T, ? extends @Nullable Number> property, BigDecimal delta) {
        return increment(PropertyNames.of(property), delta);
    }

    @Override
    public P increment(String property, Number delta) {
        return with(plan.increment(requireNonNull(property, "property"), requireNonNull(delta, "delta")));
    }

    @Override
    public <E> P append(PropertyReference<T, ? extends @Nullable Collection<E>> property, E element) {
        return append(PropertyNames.of(property), List.of(element));
    }

    @Override
    public P append(String property, Collection<?> elements) {
        return with(plan.append(requireNonNull(property, "property"), List.copyOf(elements)));
    }

    @Override
    public <E> P add(PropertyReference<T, ? extends @Nullable Set<E>> property, E element) {
        return add(PropertyNames.of(property), List.of(element));
    }

    @Override
    public P add(String property, Collection<?> elements) {
        return with(plan.add(requireNonNull(property, "property"), List.copyOf(elements)));
    }

    @Override
    public <E> P remove(PropertyReference<T, ? extends @Nullable Collection<E>> property, E element) {
        return remove(PropertyNames.of(property), List.of(element));
    }

    @Override
    public P remove(String property, Collection<?> elements) {
        return with(plan.remove(requireNonNull(property, "property"), List.copyOf(elements)));
    }

    @Override
    public <V extends @Nullable Object> PatchCondition<V, P> onlyIf(PropertyReference<T, V> property) {
        return condition(PropertyNames.of(property));
    }

    @Override
    public PatchCondition<Object, P> onlyIf(String property) {
        return condition(requireNonNull(property, "property"));
    }

    private <V extends @Nullable Object> PatchCondition<V, P> condition(String property) {
        return new PatchCondition<>((comparison, value) -> with(plan.require(property, comparison, value)));
    }
}
