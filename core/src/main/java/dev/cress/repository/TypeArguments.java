package dev.cress.repository;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds with which types an interface extends another. */
final class TypeArguments {

    private TypeArguments() {}

    /** The first type argument with which {@code type} extends {@code target}, directly or through others. */
    static Optional<Class<?>> first(Class<?> type, Class<?> target) {
        return find(type, target, 0, Map.of());
    }

    /** The second one. */
    static Optional<Class<?>> second(Class<?> type, Class<?> target) {
        return find(type, target, 1, Map.of());
    }

    private static Optional<Class<?>> find(
            Class<?> type, Class<?> target, int index, Map<TypeVariable<?>, Type> bound) {
        for (Type extended : type.getGenericInterfaces()) {
            Map<TypeVariable<?>, Type> arguments = bind(extended, bound);
            Class<?> raw = raw(extended);
            if (raw == target && raw.getTypeParameters().length > index) {
                Type argument = arguments.get(raw.getTypeParameters()[index]);
                return argument instanceof Class<?> found ? Optional.of(found) : Optional.empty();
            }
            Optional<Class<?>> found = find(raw, target, index, arguments);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Map<TypeVariable<?>, Type> bind(Type extended, Map<TypeVariable<?>, Type> bound) {
        Map<TypeVariable<?>, Type> arguments = new HashMap<>();
        if (extended instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = raw(extended).getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                Type actual = parameterized.getActualTypeArguments()[i];
                arguments.put(variables[i], bound.getOrDefault(actual, actual));
            }
        }
        return arguments;
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }
}
