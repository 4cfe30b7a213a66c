package dev.cress.codec;

import dev.cress.annotation.MaxLength;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/** Refuses what is longer than a {@link MaxLength} inside of a value says. */
final class BoundedMembers extends ValueSerializerModifier {

    private static final long serialVersionUID = 1L;
    private static final int MOST_TOLD = 100;

    /** Under this key is a set of what was found, while a value is only looked at. */
    private static final Object FOUND = BoundedMembers.class;

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription.Supplier description, List<BeanPropertyWriter> properties) {
        properties.replaceAll(property -> {
            MaxLength limit = property.getAnnotation(MaxLength.class);
            return limit == null ? property : new Bounded(property, LengthLimit.of(limit));
        });
        return properties;
    }

    /** {@return whether a value was not written because something inside of it is too long} */
    static boolean areMetBy(JacksonException failure) {
        return failure.getCause() instanceof TooLong;
    }

    /** All that is too long inside of a value, and where; what was met first at least. */
    static List<String> violations(ObjectWriter writer, Object value) {
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

    /** {@return whether nothing is written but to find what is too long} */
    static boolean areLookedFor(SerializationContext context) {
        return context.getAttribute(FOUND) != null;
    }

    private static String place(TokenStreamContext object, String member) {
        Deque<String> steps = new ArrayDeque<>(List.of(member));
        for (TokenStreamContext at = object.getParent(); at != null && !at.inRoot(); at = at.getParent()) {
            boolean named = at.inObject() && !(at.currentValue() instanceof Map); // a map's keys are data
            steps.push(named ? at.currentName() : "[]");
        }
        return String.join(".", steps).replace(".[]", "[]");
    }

    /** Leaves Jackson as the cause of its own failure. */
    private static final class TooLong extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private static final class Bounded extends BeanPropertyWriter {

        private static final long serialVersionUID = 1L;

        private final transient LengthLimit limit;

        Bounded(BeanPropertyWriter property, LengthLimit limit) {
            super(property);
            this.limit = limit;
        }

        @Override
        public void serializeAsProperty(Object bean, JsonGenerator generator, SerializationContext context)
                throws Exception {
            check(bean, generator, context);
            super.serializeAsProperty(bean, generator, context);
        }

        @Override
        public void serializeAsElement(Object bean, JsonGenerator generator, SerializationContext context)
                throws Exception {
            check(bean, generator, context);
            super.serializeAsElement(bean, generator, context);
        }

        private void check(Object bean, JsonGenerator generator, SerializationContext context) throws Exception {
            Object value = get(bean);
            List<String> violations =
                    limit.violations(value instanceof Optional<?> optional ? optional.orElse(null) : value);
            if (violations.isEmpty()) {
                return;
            }
            if (!areLookedFor(context)) {
                throw new TooLong();
            }
            @SuppressWarnings("unchecked")
            Set<String> found = (Set<String>) context.getAttribute(FOUND);
            String place = place(generator.streamWriteContext(), getName());
            violations.stream()
                    .limit(MOST_TOLD - found.size())
                    .forEach(violation -> found.add("at " + place + " " + violation));
        }
    }
}
