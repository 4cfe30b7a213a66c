package dev.cress.codec;

import dev.cress.annotation.MaxLength;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/** Refuses what is longer than a {@link MaxLength} inside of a value says. */
final class BoundedMembers extends ValueSerializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription.Supplier description, List<BeanPropertyWriter> properties) {
        properties.replaceAll(property -> {
            MaxLength limit = property.getAnnotation(MaxLength.class);
            return limit == null ? property : new Bounded(property, LengthLimit.of(limit));
        });
        return properties;
    }

    /** What was too long, and where; empty when something else was wrong. */
    static Optional<String> violation(JacksonException failure) {
        if (!(failure.getCause() instanceof TooLong tooLong)) {
            return Optional.empty();
        }
        StringBuilder place = new StringBuilder("at ");
        for (JacksonException.Reference step : failure.getPath()) {
            boolean named = step.getPropertyName() != null && !(step.from() instanceof Map); // a map's keys are data
            String name = named ? (place.length() > 3 ? "." : "") + step.getPropertyName() : "[]";
            place.append(name);
        }
        return Optional.of(place + " " + tooLong.getMessage());
    }

    /** Leaves Jackson as the cause of its own failure. */
    private static final class TooLong extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLong(String violation) {
            super(violation);
        }
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
            check(bean);
            super.serializeAsProperty(bean, generator, context);
        }

        @Override
        public void serializeAsElement(Object bean, JsonGenerator generator, SerializationContext context)
                throws Exception {
            check(bean);
            super.serializeAsElement(bean, generator, context);
        }

        private void check(Object bean) throws Exception {
            Object value = get(bean);
            limit.violation(value instanceof Optional<?> optional ? optional.orElse(null) : value)
                    .ifPresent(violation -> {
                        throw new TooLong(violation);
                    });
        }
    }
}
