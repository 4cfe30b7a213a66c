package dev.cress.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Optional properties are stored as their content: empty is null, and null is empty. */
final class Optionals {

    private static final MethodHandle UNWRAP;

    static {
        try {
            UNWRAP = MethodHandles.lookup()
                    .findStatic(Optionals.class, "unwrap", MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Map<Class<?>, Content> PRIMITIVES = Map.of(
            OptionalInt.class,
            new Content(Integer.class, v -> v == null ? OptionalInt.empty() : OptionalInt.of((Integer) v)),
            OptionalLong.class,
            new Content(Long.class, v -> v == null ? OptionalLong.empty() : OptionalLong.of((Long) v)),
            OptionalDouble.class,
            new Content(Double.class, v -> v == null ? OptionalDouble.empty() : OptionalDouble.of((Double) v)));

    private Optionals() {}

    /**
     * What an optional type holds.
     *
     * @param type its type
     * @param wrap from a value or null to the optional
     */
    record Content(Type type, UnaryOperator<@Nullable Object> wrap) {}

    /** The content of an optional type; empty for other types, and for an {@code Optional} that does not say of what. */
    static Optional<Content> content(Type type) {
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == Optional.class) {
            Type content = parameterized.getActualTypeArguments()[0];
            return content instanceof Class<?> || content instanceof ParameterizedType
                    ? Optional.of(new Content(content, Optional::ofNullable))
                    : Optional.empty();
        }
        return type instanceof Class<?> raw ? Optional.ofNullable(PRIMITIVES.get(raw)) : Optional.empty();
    }

    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }

    static @Nullable Object wrap(Class<?> declared, @Nullable Object value) {
        if (declared == Optional.class) {
            return Optional.ofNullable(value);
        }
        Content content = PRIMITIVES.get(declared);
        return content == null ? value : content.wrap().apply(value);
    }

    static @Nullable Object content(@Nullable Object value) {
        boolean optional = value instanceof Optional<?> || (value != null && PRIMITIVES.containsKey(value.getClass()));
        return optional ? unwrap(value) : value;
    }

    /** A getter of the content, given one of the optional. */
    static MethodHandle unwrapping(MethodHandle getter) {
        return MethodHandles.filterReturnValue(getter, UNWRAP);
    }

    private static @Nullable Object unwrap(@Nullable Object optional) {
        if (optional instanceof Optional<?> any) {
            return any.orElse(null);
        }
        if (optional instanceof OptionalInt number) {
            return number.isPresent() ? (Integer) number.getAsInt() : null;
        }
        if (optional instanceof OptionalLong number) {
            return number.isPresent() ? (Long) number.getAsLong() : null;
        }
        return optional instanceof OptionalDouble number && number.isPresent() ? (Double) number.getAsDouble() : null;
    }
}
