package dev.cress.mapping;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A constructor parameter of an entity type, with the field or accessor from which it is read. */
record EntityMember(
        String name,
        Class<?> type,
        Type genericType,
        List<? extends AnnotatedElement> declarations,
        MethodHandle getter) {

    boolean has(Class<? extends Annotation> annotation) {
        return find(annotation).isPresent();
    }

    <A extends Annotation> Optional<A> find(Class<A> annotation) {
        return declarations.stream()
                .map(declaration -> declaration.getAnnotation(annotation))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
