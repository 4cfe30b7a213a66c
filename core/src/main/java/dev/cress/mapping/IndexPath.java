package dev.cress.mapping;

import dev.cress.script.entity.IndexArgument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from a property to the values inside of it that are indexed.
 *
 * @param text Java names with dots between: that of the property, then of members
 * @param steps the way through values
 * @param names the same way through their JSON: names of members, {@link IndexArgument#EACH} for each element
 */
public record IndexPath(String text, List<ValueStep> steps, List<String> names) {

    /** Most values that one entity may have in such an index. */
    public static final int MAX_VALUES = 1_000;

    /** Copies the lists. */
    public IndexPath {
        steps = List.copyOf(steps);
        names = List.copyOf(names);
    }

    /** {@return whether an entity may have any number of values, or none; else it has one, which may be null} */
    public boolean isMultiple() {
        return names.contains(IndexArgument.EACH);
    }

    /**
     * The values at its end.
     *
     * @param value value of the property, or null
     * @return the values, each as often as it occurs
     */
    public List<@Nullable Object> values(@Nullable Object value) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(value);
        for (ValueStep step : steps) {
            List<@Nullable Object> next = new ArrayList<>(values.size());
            values.forEach(one -> step.follow(one, next));
            values = next;
        }
        return values;
    }
}
