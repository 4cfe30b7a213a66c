package dev.cress.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A builder as Lombok writes it: {@code Type.builder()}, a method for each field, {@code build()}.
 *
 * @param begin the static method
 * @param end the method that builds
 */
record BuilderMethods(Method begin, Method end) {

    static Optional<BuilderMethods> of(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals("builder")
                        && method.getParameterCount() == 0
                        && Modifier.isStatic(method.getModifiers()))
                .flatMap(begin -> methods(begin.getReturnType())
                        .filter(end -> end.getName().equals("build")
                                && end.getParameterCount() == 0
                                && end.getReturnType().isAssignableFrom(type))
                        .map(end -> new BuilderMethods(begin, end)))
                .findFirst();
    }

    /** One part for each field that is neither static nor transient. */
    Optional<Creation> creation(Class<?> type, MethodHandles.Lookup lookup, List<String> problems)
            throws IllegalAccessException {
        List<Creation.Part> parts = new ArrayList<>();
        List<MethodHandle> setters = new ArrayList<>();
        int before = problems.size();
        for (Field field : MemberSource.fields(type).toList()) {
            Optional<Method> setter = setter(field);
            if (setter.isEmpty()) {
                problems.add(field.getName() + ": its builder has no method " + field.getName() + "("
                        + field.getType().getSimpleName() + "); add one, or make the field transient");
                continue;
            }
            parts.add(
                    new Creation.Part(field.getName(), field.getType(), field.getGenericType(), List.of(setter.get())));
            setters.add(unreflect(setter.get(), lookup)
                    .asType(MethodType.methodType(Object.class, Object.class, Object.class)));
        }
        if (problems.size() > before) {
            return Optional.empty();
        }
        Steps steps = new Steps(
                unreflect(begin, lookup).asType(MethodType.methodType(Object.class)),
                setters.toArray(MethodHandle[]::new),
                unreflect(end, lookup).asType(MethodType.methodType(Object.class, Object.class)));
        return Optional.of(new Creation(List.copyOf(parts), steps.handle()));
    }

    private Optional<Method> setter(Field field) {
        String suffix = Character.toUpperCase(field.getName().charAt(0))
                + field.getName().substring(1);
        Set<String> names = Set.of(field.getName(), "set" + suffix, "with" + suffix);
        return methods(begin.getReturnType())
                .filter(method -> names.contains(method.getName())
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0].isAssignableFrom(field.getType()))
                .findFirst();
    }

    private static MethodHandle unreflect(Method method, MethodHandles.Lookup lookup) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(method.getDeclaringClass(), lookup).unreflect(method);
    }

    private static Stream<Method> methods(@Nullable Class<?> type) {
        return type == null || type == Object.class
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(type.getDeclaredMethods()).filter(method -> !method.isSynthetic()),
                        methods(type.getSuperclass()));
    }

    private record Steps(MethodHandle begin, MethodHandle[] setters, MethodHandle end) {

        MethodHandle handle() throws IllegalAccessException {
            try {
                return MethodHandles.lookup().bind(this, "create", MethodType.methodType(Object.class, Object[].class));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }

        @SuppressWarnings("UnusedMethod") // called by its handle
        Object create(@Nullable Object[] values) throws Throwable {
            Object builder = (Object) begin.invokeExact();
            for (int i = 0; i < setters.length; i++) {
                Object returned = (Object) setters[i].invokeExact(builder, values[i]);
                builder = returned == null ? builder : returned; // a void setter returns nothing
            }
            return (Object) end.invokeExact(builder);
        }
    }
}
