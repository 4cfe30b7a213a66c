package dev.cress.codec;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.jdk.CollectionSerializer;
import tools.jackson.databind.type.CollectionType;

/**
 * Writes equal sets as equal text: in the order of their elements' texts, by bytes, which the server's scripts can keep when they add one. What is declared as a
 * {@code LinkedHashSet} has an order that means something, and so has one inside of a value.
 */
final class StableSets extends ValueSerializerModifier {

    private static final long serialVersionUID = 1L;

    private final transient Function<JavaType, Function<Object, byte[]>> texts;

    /** @param texts JSON of an element of a type */
    StableSets(Function<JavaType, Function<Object, byte[]>> texts) {
        this.texts = texts;
    }

    @Override
    public ValueSerializer<?> modifyCollectionSerializer(
            SerializationConfig config,
            CollectionType type,
            BeanDescription.Supplier description,
            ValueSerializer<?> serializer) {
        Class<?> set = type.getRawClass();
        if (!Set.class.isAssignableFrom(set) || LinkedHashSet.class.isAssignableFrom(set)) {
            return serializer;
        }
        boolean enums = EnumSet.class.isAssignableFrom(set);
        return new Sorting(
                enums ? new CollectionSerializer(type.getContentType(), false, null, null) : serializer,
                texts.apply(type.getContentType()));
    }

    private static final class Sorting extends ValueSerializer<Object> {

        private final ValueSerializer<Object> delegate;
        private final Function<Object, byte[]> text;

        @SuppressWarnings("unchecked")
        Sorting(ValueSerializer<?> delegate, Function<Object, byte[]> text) {
            this.delegate = (ValueSerializer<Object>) delegate;
            this.text = text;
        }

        @Override
        public void resolve(SerializationContext context) {
            delegate.resolve(context);
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
            return new Sorting(context.handleSecondaryContextualization(delegate, property), text);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            delegate.serialize(stable((Set<?>) value, context), generator, context);
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializationContext context, TypeSerializer types) {
            delegate.serializeWithType(stable((Set<?>) value, context), generator, context, types);
        }

        @Override
        public boolean isEmpty(SerializationContext context, Object value) {
            return ((Set<?>) value).isEmpty();
        }

        private Set<?> stable(Set<?> set, SerializationContext context) {
            if (set.size() < 2 || InnerViolations.areLookedFor(context)) {
                return set;
            }
            return set.stream()
                    .map(element -> new Written(text.apply(element), element))
                    .sorted()
                    .map(Written::element)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    private record Written(byte[] text, @Nullable Object element) implements Comparable<Written> {

        @Override
        public int compareTo(Written other) {
            return Arrays.compareUnsigned(text, other.text);
        }
    }
}
