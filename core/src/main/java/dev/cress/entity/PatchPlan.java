package dev.cress.entity;

import dev.cress.error.InvalidEntityException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.script.entity.PatchStep;
import dev.cress.script.entity.PatchStep.Comparison;
import dev.cress.validation.EntityValidator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a patch is to do, as the script is told of it. Immutable; each method gives another one, or refuses what cannot be done.
 *
 * @param <T> the entity type
 */
public final class PatchPlan<T> {

    private final PatchValues<T> values;
    private final List<PatchStep> conditions;
    private final Map<String, PatchStep> changes;
    private final Map<String, @Nullable Object> known;

    /**
     * A patch that does nothing.
     *
     * @param model the type
     */
    public PatchPlan(EntityModel<T> model) {
        this(new PatchValues<>(model), List.of(), Map.of(), Map.of());
    }

    private PatchPlan(
            PatchValues<T> values,
            List<PatchStep> conditions,
            Map<String, PatchStep> changes,
            Map<String, @Nullable Object> known) {
        this.values = values;
        this.conditions = conditions;
        this.changes = changes;
        this.known = known;
    }

    PatchPlan<T> set(String name, @Nullable Object value) {
        Property property = values.property(name);
        Object content = values.content(property, value);
        PatchPlan<T> plan = changed(property, values.set(property, content));
        Map<String, @Nullable Object> all = new LinkedHashMap<>(known);
        all.put(name, content);
        return new PatchPlan<>(values, plan.conditions, plan.changes, Collections.unmodifiableMap(all));
    }

    /** @throws InvalidEntityException naming all values that cannot be stored */
    PatchPlan<T> merge(Map<String, ? extends @Nullable Object> fields) {
        PatchPlan<T> all = this;
        List<String> violations = new ArrayList<>(0);
        for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
            try {
                all = all.set(field.getKey(), field.getValue());
            } catch (InvalidEntityException e) {
                violations.addAll(e.violations());
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidEntityException(values.model().name(), violations);
        }
        return all;
    }

    PatchPlan<T> increment(String name, Number delta) {
        Property property = values.property(name);
        return changed(property, values.increment(property, delta));
    }

    PatchPlan<T> append(String name, List<?> elements) {
        Property property = values.property(name);
        return elements.isEmpty() ? this : changed(property, values.append(property, elements));
    }

    PatchPlan<T> add(String name, List<?> elements) {
        Property property = values.property(name);
        return elements.isEmpty() ? this : changed(property, values.add(property, elements));
    }

    PatchPlan<T> remove(String name, List<?> elements) {
        Property property = values.property(name);
        return elements.isEmpty() ? this : changed(property, values.remove(property, elements));
    }

    PatchPlan<T> require(String name, Comparison comparison, @Nullable Object value) {
        Property property = values.property(name);
        List<PatchStep> more = new ArrayList<>(conditions);
        more.add(values.require(property, comparison, value));
        return new PatchPlan<>(values, List.copyOf(more), changes, known);
    }

    private PatchPlan<T> changed(Property property, PatchStep step) {
        if (changes.containsKey(property.name())) {
            throw new IllegalArgumentException("a patch changes a property once, and this one changes "
                    + property.name() + " twice; put the changes together, or patch twice");
        }
        Map<String, PatchStep> more = new LinkedHashMap<>(changes);
        more.put(property.name(), step);
        return new PatchPlan<>(values, conditions, Collections.unmodifiableMap(more), known);
    }

    /** {@return names of the properties that it changes} */
    public Set<String> changes() {
        return changes.keySet();
    }

    boolean accumulates() {
        return changes.values().stream().anyMatch(PatchStep::accumulates);
    }

    /** @throws InvalidEntityException naming all values that the validator refuses */
    void validate(EntityValidator validator) {
        EntityModel<T> model = values.model();
        List<String> violations = known.entrySet().stream()
                .flatMap(value -> validator.violations(model.type(), value.getKey(), value.getValue()).stream())
                .toList();
        if (!violations.isEmpty()) {
            throw new InvalidEntityException(model.name(), violations);
        }
    }

    /** All steps of a patch that changes what is stored; those that are given last replace those of the same property. */
    List<PatchStep> steps(List<PatchStep> more) {
        if (more.isEmpty()) {
            List<PatchStep> all = new ArrayList<>(conditions);
            all.addAll(changes.values());
            return all;
        }
        Set<Integer> replaced = more.stream().map(PatchStep::property).collect(Collectors.toSet());
        return Stream.of(
                        conditions.stream(),
                        changes.values().stream().filter(step -> !replaced.contains(step.property())),
                        more.stream())
                .flatMap(steps -> steps)
                .toList();
    }

    /** What else is set when the patch creates the entity: defaults of what it does not change. */
    List<PatchStep> defaults() {
        return values.model().properties().stream()
                .filter(property -> !changes.containsKey(property.name()) && property.defaultText() != null)
                .map(property ->
                        PatchStep.setWhenCreating(property.ordinal(), Objects.requireNonNull(property.defaultText())))
                .toList();
    }

    /** Properties without which an entity cannot be created, and that the patch does not set. */
    List<String> lacking() {
        return values.model().properties().stream()
                .filter(property -> property.type().isPrimitive()
                        && property.defaultText() == null
                        && !changes.containsKey(property.name()))
                .map(Property::name)
                .toList();
    }

    static List<PatchStep> stamps(EntityModel<?> model, @Nullable Object[] always, @Nullable Object[] whenCreating) {
        List<PatchStep> steps = new ArrayList<>();
        for (Property property : model.properties()) {
            int ordinal = property.ordinal();
            if (always[ordinal] != null) {
                steps.add(PatchStep.set(ordinal, model.text(property, always[ordinal])));
            } else if (whenCreating[ordinal] != null) {
                byte[] text = Objects.requireNonNull(model.text(property, whenCreating[ordinal]));
                steps.add(PatchStep.setWhenCreating(ordinal, text));
            }
        }
        return steps;
    }
}
