package dev.cress.mapping;

import dev.cress.codec.ScalarTypes;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a value to those behind it: to a member, to what a map has under a key, to each element of a collection. */
@FunctionalInterface
public interface ValueStep {

    /**
     * Goes on from a value.
     *
     * @param from a value or null
     * @param to gets what is behind it
     */
    void follow(@Nullable Object from, List<@Nullable Object> to);

    /**
     * A step from values of a type.
     *
     * @param step the step
     * @param type declared type of what it leads to
     */
    record Followed(ValueStep step, Type type) {}

    /**
     * The step to the elements of a collection or array.
     *
     * @param type its declared type
     * @return the step, empty when it has no elements
     */
    static Optional<Followed> elements(Type type) {
        Class<?> raw = rawType(type);
        if (raw.isArray()) {
            Type element =
                    type instanceof GenericArrayType array ? array.getGenericComponentType() : raw.getComponentType();
            return Optional.of(new Followed(ValueStep::followArray, element));
        }
        return Collection.class.isAssignableFrom(raw)
                ? Optional.of(new Followed(
                        (from, to) -> {
                            if (from != null) {
                                to.addAll((Collection<?>) from);
                            }
                        },
                        argument(type, 0)))
                : Optional.empty();
    }

    /**
     * The step to a member of a value, or to what a map has under a key.
     *
     * @param type its declared type
     * @param name of the member
     * @return the step, empty when there is none
     * @throws IllegalArgumentException when the member cannot be read
     */
    static Optional<Followed> member(Type type, String name) {
        Class<?> raw = rawType(type);
        if (Map.class.isAssignableFrom(raw)) {
            return Optional.of(new Followed(
                    (from, to) -> to.add(from == null ? null : ((Map<?, ?>) from).get(name)), argument(type, 1)));
        }
        return ScalarTypes.of(raw).isPresent()
                ? Optional.empty()
                : MemberFields.of(raw, name)
                        .map(ValueStep::opened)
                        .map(field -> new Followed((from, to) -> to.add(read(field, from)), field.getGenericType()));
    }

    /**
     * The declared type of a property, whose elements may have a type of their own.
     *
     * @param entity the entity type
     * @param property a property
     * @return the type of its content
     */
    static Type typeOf(Class<?> entity, Property property) {
        Type type = MemberFields.of(entity, property.name())
                .map(Field::getGenericType)
                .orElse(property.type());
        Type content = property.type() == property.declaredType() ? type : argument(type, 0);
        return rawType(content) == property.type() ? content : property.type();
    }

    /**
     * The class of a type.
     *
     * @param type a type
     * @return its class, without arguments
     */
    static Class<?> rawType(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return rawType(parameterized.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return rawType(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(rawType(array.getGenericComponentType()), 0)
                    .getClass();
        }
        return rawType(((TypeVariable<?>) type).getBounds()[0]);
    }

    /**
     * The class of the elements of a collection or array, or of the values of a map.
     *
     * @param type its declared type
     * @return the class; {@code Object} where there are none
     */
    static Class<?> contentClass(Type type) {
        Type content = Map.class.isAssignableFrom(rawType(type))
                ? argument(type, 1)
                : elements(type).map(Followed::type).orElse(Object.class);
        return rawType(content);
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized && parameterized.getActualTypeArguments().length > index
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }

    private static Field opened(Field field) {
        try {
            field.setAccessible(true);
            return field;
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    field.getDeclaringClass().getName() + " does not let its " + field.getName()
                            + " be read; open its package",
                    e);
        }
    }

    private static @Nullable Object read(Field field, @Nullable Object from) {
        try {
            return from == null ? null : field.get(from);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was opened before", e);
        }
    }

    private static void followArray(@Nullable Object from, List<@Nullable Object> to) {
        for (int i = 0; from != null && i < Array.getLength(from); i++) {
            to.add(Array.get(from, i));
        }
    }
}
