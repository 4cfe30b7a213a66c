package dev.cress.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a property is read from: the field of its name, own or inherited, or an accessor.
 *
 * @param type declared class
 * @param genericType declared type
 * @param declarations what may carry annotations: the field and the accessors
 * @param getter from an entity to the value
 */
record MemberSource(
        Class<?> type, Type genericType, List<? extends AnnotatedElement> declarations, MethodHandle getter) {

    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    static Optional<MemberSource> find(Class<?> type, String name, MethodHandles.Lookup lookup)
            throws IllegalAccessException {
        List<Method> accessors = accessors(type, name);
        Optional<Field> field = fields(type)
                .filter(candidate -> candidate.getName().equals(name))
                .reduce((inherited, own) -> own);
        if (field.isPresent()) {
            List<AnnotatedElement> declarations = new ArrayList<>(List.of(field.get()));
            declarations.addAll(accessors);
            MethodHandle getter = MethodHandles.privateLookupIn(field.get().getDeclaringClass(), lookup)
                    .unreflectGetter(field.get())
                    .asType(GETTER);
            return Optional.of(
                    new MemberSource(field.get().getType(), field.get().getGenericType(), declarations, getter));
        }
        if (accessors.isEmpty()) {
            return Optional.empty();
        }
        Method accessor = accessors.get(0);
        MethodHandle getter = MethodHandles.privateLookupIn(accessor.getDeclaringClass(), lookup)
                .unreflect(accessor)
                .asType(GETTER);
        return Optional.of(
                new MemberSource(accessor.getReturnType(), accessor.getGenericReturnType(), accessors, getter));
    }

    /** The fields that hold properties: of superclasses first, without static and transient ones. */
    static Stream<Field> fields(Class<?> type) {
        if (type == null || type == Object.class) {
            return Stream.empty();
        }
        Stream<Field> own = Stream.of(type.getDeclaredFields())
                .filter(field ->
                        !field.isSynthetic() && (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0);
        return Stream.concat(fields(type.getSuperclass()), own);
    }

    /** Whether a parameter of this type takes what is read here; an inherited field may have the type of a type variable. */
    boolean fits(Class<?> parameter) {
        return type == parameter || (genericType instanceof TypeVariable<?> && type.isAssignableFrom(parameter));
    }

    static Set<String> accessorNames(String name) {
        String suffix = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Set.of(name, "get" + suffix, "is" + suffix);
    }

    private static List<Method> accessors(Class<?> type, String name) {
        Set<String> names = accessorNames(name);
        return Stream.of(type.getMethods())
                .filter(method -> names.contains(method.getName())
                        && method.getParameterCount() == 0
                        && method.getReturnType() != void.class
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isBridge())
                .toList();
    }
}
