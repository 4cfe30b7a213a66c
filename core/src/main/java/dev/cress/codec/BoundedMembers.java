package dev.cress.codec;

import dev.cress.annotation.MaxLength;
import java.util.List;
import java.util.Optional;
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
            check(bean, context);
            super.serializeAsProperty(bean, generator, context);
        }

        @Override
        public void serializeAsElement(Object bean, JsonGenerator generator, SerializationContext context)
                throws Exception {
            check(bean, context);
            super.serializeAsElement(bean, generator, context);
        }

        private void check(Object bean, SerializationContext context) throws Exception {
            Object value = get(bean);
            List<String> violations =
                    limit.violations(value instanceof Optional<?> optional ? optional.orElse(null) : value);
            if (!violations.isEmpty()) {
                InnerViolations.add(context, getName(), violations);
            }
        }
    }
}
