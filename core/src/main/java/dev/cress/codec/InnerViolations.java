package dev.cress.codec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;

/** What keeps a value from being stored inside of it. Writing ends at the first; then the value is only looked at, and all are found. */
final class InnerViolations {

    private static final int MOST_TOLD = 100;

    /** Under this key is a set of what was found, while a value is only looked at. */
    private static final Object FOUND = InnerViolations.class;

    private InnerViolations() {}

    /** {@return whether a value was not written because of something inside of it} */
    static boolean areMetBy(JacksonException failure) {
        return failure.getCause() instanceof Met;
    }

    /** All of a value, and where; what was met first at least. */
    static List<String> of(ObjectWriter writer, Object value) {
        Set<String> found = new LinkedHashSet<>();
        try {
            writer.withAttribute(FOUND, found).writeValueAsBytes(value);
        } catch (JacksonException e) {
            if (found.isEmpty()) {
                throw e;
            }
        }
        return List.copyOf(found);
    }

    /** {@return whether nothing is written but to find them} */
    static boolean areLookedFor(SerializationContext context) {
        return context.getAttribute(FOUND) != null;
    }

    /** Of the value that is written now. */
    static void add(SerializationContext context, String violation) {
        add(context, place(context.getGenerator().streamWriteContext(), null), List.of(violation));
    }

    /** Of a member of the object that is written now. */
    static void add(SerializationContext context, String member, List<String> violations) {
        add(context, place(context.getGenerator().streamWriteContext().getParent(), member), violations);
    }

    private static void add(SerializationContext context, Deque<String> place, List<String> violations) {
        @SuppressWarnings("unchecked")
        Set<String> found = (Set<String>) context.getAttribute(FOUND);
        if (found == null) {
            throw new Met();
        }
        String at = place.isEmpty() ? "" : "at " + String.join(".", place).replace(".[]", "[]") + " ";
        violations.stream().limit(MOST_TOLD - found.size()).forEach(violation -> found.add(at + violation));
    }

    private static Deque<String> place(TokenStreamContext innermost, @Nullable String member) {
        Deque<String> steps = new ArrayDeque<>();
        if (member != null) {
            steps.push(member);
        }
        for (TokenStreamContext at = innermost; at != null && !at.inRoot(); at = at.getParent()) {
            boolean named = at.inObject() && !(at.currentValue() instanceof Map); // a map's keys are data
            steps.push(named ? at.currentName() : "[]");
        }
        return steps;
    }

    /** Leaves Jackson as the cause of its own failure. */
    private static final class Met extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
