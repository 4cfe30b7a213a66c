package dev.cress.write;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which stored fields are meant: some by their names, others by what their names begin with. Names are those in the store, which {@link dev.cress.annotation.StoredName} gives to a property.
 * Immutable; each method gives another one.
 *
 * <pre>{@code
 * FieldSelection.none().named("fax", "telex").startingWith("tmp_")
 * }</pre>
 *
 * @param names names of fields
 * @param prefixes what names begin with
 */
public record FieldSelection(Set<String> names, Set<String> prefixes) {

    private static final FieldSelection NONE = new FieldSelection(Set.of(), Set.of());

    /** Copies the sets; a beginning is not empty, and neither it nor a name begins with NUL, as what Cress keeps for itself does. */
    public FieldSelection {
        names = Set.copyOf(names);
        prefixes = Set.copyOf(prefixes);
        if (names.stream().anyMatch(name -> name.indexOf(0) == 0)) {
            throw new IllegalArgumentException("a field whose name begins with NUL is reserved");
        }
        if (prefixes.stream().anyMatch(prefix -> prefix.isEmpty() || prefix.indexOf(0) == 0)) {
            throw new IllegalArgumentException("a beginning of names has a character, and the first is not NUL");
        }
    }

    /** {@return a selection of nothing} */
    public static FieldSelection none() {
        return NONE;
    }

    /**
     * Adds fields.
     *
     * @param more names of fields
     * @return the selection of these too
     */
    public FieldSelection named(String... more) {
        return new FieldSelection(joined(names, more), prefixes);
    }

    /**
     * Adds all fields whose names begin so.
     *
     * @param more what names begin with, not empty
     * @return the selection of these too
     */
    public FieldSelection startingWith(String... more) {
        return new FieldSelection(names, joined(prefixes, more));
    }

    /** {@return whether it selects nothing} */
    public boolean isEmpty() {
        return names.isEmpty() && prefixes.isEmpty();
    }

    /**
     * Whether a field is meant.
     *
     * @param field name of a field
     * @return whether it is
     */
    public boolean contains(String field) {
        return names.contains(field) || prefixes.stream().anyMatch(field::startsWith);
    }

    private static Set<String> joined(Set<String> known, String[] more) {
        Set<String> all = new TreeSet<>(known);
        all.addAll(List.of(more));
        return all;
    }
}
