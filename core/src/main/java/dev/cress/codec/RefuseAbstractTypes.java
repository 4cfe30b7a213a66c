package dev.cress.codec;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;

/** Finds out when a type is mapped, not when it is read for the first time, that nothing tells which class to build. */
final class RefuseAbstractTypes extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
        if (deserializer instanceof AbstractDeserializer
                && config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, description.getClassInfo())
                        == null) {
            throw new IllegalArgumentException(description.getBeanClass().getName()
                    + " is abstract; make it sealed and name its classes by @Variant, or declare one of them");
        }
        return deserializer;
    }
}
