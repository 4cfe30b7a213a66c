package dev.cress.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;

/**
 * Writes equal sets as equal text: those without an order of their own in the natural order of their elements, or that of their texts. {@code Set.of} iterates
 * otherwise in each run.
 */
final class StableSets extends ValueSerializerModifier {

    private static final long serialVersionUID = 1L;

    private final transient Function<Object, String> text;

    /** @param text JSON of an element */
    StableSets(Function<Object, String> text) {
        this.text = text;
    }

    @Override
    public ValueSerializer<?> modifyCollectionSerializer(
            SerializationConfig config,
            CollectionType type,
            BeanDescription.Supplier description,
            ValueSerializer<?> serializer) {
        boolean unordered = Set.class.isAssignableFrom(type.getRawClass())
                && !java.util.EnumSet.class.isAssignableFrom(type.getRawClass());
        return unordered ? new Sorting(serializer, text) : serializer;
    }

    private static final class Sorting extends ValueSerializer<Object> {

        private final ValueSerializer<Object> delegate;
        private final Function<Object, String> text;

        @SuppressWarnings("unchecked")
        Sorting(ValueSerializer<?> delegate, Function<Object, String> text) {
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
            delegate.serialize(stable((Set<?>) value), generator, context);
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializationContext context, TypeSerializer types) {
            delegate.serializeWithType(stable((Set<?>) value), generator, context, types);
        }

        @Override
        public boolean isEmpty(SerializationContext context, Object value) {
            return ((Set<?>) value).isEmpty();
        }

        private Set<?> stable(Set<?> set) {
            if (set.size() < 2 || set instanceof SortedSet<?> || set instanceof LinkedHashSet<?>) {
                return set;
            }
            List<Object> elements = new ArrayList<>(set);
            elements.sort(order(elements));
            return new LinkedHashSet<>(elements);
        }

        @SuppressWarnings("unchecked")
        private Comparator<Object> order(List<Object> elements) {
            Comparator<Object> byText = Comparator.<Object, String>comparing(
                            element -> element == null ? "" : element.getClass().getName())
                    .thenComparing(text);
            Object first = elements.get(0);
            boolean comparable = first instanceof Comparable<?>
                    && elements.stream().allMatch(element -> element != null && element.getClass() == first.getClass());
            return comparable
                    ? ((Comparator<Object>) (Comparator<?>) Comparator.<Comparable<Object>>naturalOrder())
                            .thenComparing(byText)
                    : byText;
        }
    }
}
