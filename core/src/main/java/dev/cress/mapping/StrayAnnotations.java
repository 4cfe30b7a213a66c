package dev.cress.mapping;

import dev.cress.annotation.Creator;
import dev.cress.annotation.Id;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds annotations of fields and methods that are no properties, where they would have no effect and nobody would notice. */
final class StrayAnnotations {

    private StrayAnnotations() {}

    static void check(Class<?> type, List<EntityMember> members, List<String> problems) {
        Set<AnnotatedElement> known = members.stream()
                .flatMap(member -> member.declarations().stream())
                .collect(Collectors.toSet());
        Set<String> names = members.stream().map(EntityMember::name).collect(Collectors.toSet());
        classes(type)
                .flatMap(one -> Stream.of(one.getDeclaredFields()))
                .filter(field -> !known.contains(field) && !names.contains(field.getName()))
                .forEach(field -> check(field, field.getName(), problems));
        classes(type)
                .flatMap(one -> Stream.of(one.getDeclaredMethods()))
                .filter(method -> !known.contains(method) && !method.isBridge() && !isAccessor(method, names))
                .forEach(method -> check(method, method.getName() + "()", problems));
    }

    private static boolean isAccessor(Method method, Set<String> names) {
        return method.getParameterCount() == 0
                && names.stream()
                        .anyMatch(name -> MemberSource.accessorNames(name).contains(method.getName()));
    }

    private static void check(AnnotatedElement element, String name, List<String> problems) {
        for (Annotation annotation : element.getAnnotations()) {
            Class<? extends Annotation> found = annotation.annotationType();
            if (found.getPackage() == Id.class.getPackage() && found != Creator.class) {
                problems.add(
                        name + " has @" + found.getSimpleName()
                                + ", but is no property: nothing that builds the entity takes it; remove the annotation, or give it a parameter");
            }
        }
    }

    private static Stream<Class<?>> classes(Class<?> type) {
        return Stream.iterate(type, one -> one != null && one != Object.class, Class::getSuperclass);
    }
}
