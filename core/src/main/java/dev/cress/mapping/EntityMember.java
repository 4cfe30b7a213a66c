package dev.cress.mapping;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A property of an entity type, with where it is read from.
 *
 * @param name Java name
 * @param type its class; of an optional that of its content
 * @param declaredType declared class
 * @param genericType its type; of an optional that of its content
 * @param declarations what may carry annotations
 * @param getter from an entity to the value, null for an empty optional
 * @param wrap from a value or null to what the constructor takes; null for itself
 */
record EntityMember(
        String name,
        Class<?> type,
        Class<?> declaredType,
        Type genericType,
        List<? extends AnnotatedElement> declarations,
        MethodHandle getter,
        @Nullable UnaryOperator<@Nullable Object> wrap) {

    boolean has(Class<? extends Annotation> annotation) {
        return find(annotation).isPresent();
    }

    <A extends Annotation> Optional<A> find(Class<A> annotation) {
        return declarations.stream()
                .map(declaration -> declaration.getAnnotation(annotation))
                .filter(Objects::nonNull)
                .findFirst();
    }

    boolean isOptional() {
        return wrap != null;
    }
}
