package dev.cress.mapping;

import dev.cress.annotation.Creator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How instances come about: by a constructor, a static factory method or a builder.
 *
 * @param parts what it takes, in order
 * @param handle from an array of all parts to the instance
 */
record Creation(List<Part> parts, MethodHandle handle) {

    private static final MethodType FROM_ARRAY = MethodType.methodType(Object.class, Object[].class);

    /**
     * @param name name of the property
     * @param type declared class
     * @param genericType declared type
     * @param declarations what may carry annotations, besides field and accessors
     */
    record Part(String name, Class<?> type, Type genericType, List<AnnotatedElement> declarations) {}

    static Optional<Creation> of(Class<?> type, MethodHandles.Lookup lookup, List<String> problems)
            throws IllegalAccessException {
        List<Executable> marked = marked(type);
        if (marked.size() > 1) {
            problems.add("annotate at most one constructor or static method with @Creator, not " + marked.size());
            return Optional.empty();
        }
        if (!marked.isEmpty() || type.isRecord()) {
            return by(type, marked.isEmpty() ? canonical(type) : marked.get(0), lookup, problems);
        }
        List<Constructor<?>> constructors = Stream.of(type.getDeclaredConstructors())
                .filter(constructor -> !constructor.isSynthetic() && constructor.getParameterCount() > 0)
                .toList();
        Optional<BuilderMethods> builder = BuilderMethods.of(type);
        if (constructors.size() == 1 && (builder.isEmpty() || takesProperties(constructors.get(0), type, lookup))) {
            return by(type, constructors.get(0), lookup, problems);
        }
        if (builder.isPresent()) {
            return builder.get().creation(type, lookup, problems);
        }
        problems.add(
                "give it one constructor, which takes all its properties, or a static builder(), or annotate one of its "
                        + "constructors or static methods with @Creator; it has " + constructors.size()
                        + " constructors with parameters");
        return Optional.empty();
    }

    private static List<Executable> marked(Class<?> type) {
        return Stream.<Executable>concat(
                        Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
                .filter(executable -> executable.isAnnotationPresent(Creator.class))
                .toList();
    }

    private static Constructor<?> canonical(Class<?> type) {
        Class<?>[] components = Arrays.stream(type.getRecordComponents())
                .map(component -> component.getType())
                .toArray(Class<?>[]::new);
        return Stream.of(type.getDeclaredConstructors())
                .filter(constructor -> Arrays.equals(constructor.getParameterTypes(), components))
                .findFirst()
                .orElseThrow();
    }

    private static boolean takesProperties(Constructor<?> constructor, Class<?> type, MethodHandles.Lookup lookup)
            throws IllegalAccessException {
        for (Parameter parameter : constructor.getParameters()) {
            if (!parameter.isNamePresent()
                    || MemberSource.find(type, parameter.getName(), lookup).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Creation> by(
            Class<?> type, Executable executable, MethodHandles.Lookup lookup, List<String> problems)
            throws IllegalAccessException {
        if (executable instanceof Method method
                && !(Modifier.isStatic(method.getModifiers()) && type.isAssignableFrom(method.getReturnType()))) {
            problems.add("the @Creator " + method.getName() + " is to be static and to return " + type.getSimpleName());
            return Optional.empty();
        }
        boolean canonical = type.isRecord()
                && executable instanceof Constructor<?>
                && !executable.isAnnotationPresent(Creator.class);
        List<Part> parts = new ArrayList<>();
        for (Parameter parameter : executable.getParameters()) {
            if (!canonical && !parameter.isNamePresent()) {
                problems.add(
                        "compile it with -parameters (Kotlin: -java-parameters), so that its parameters have names");
                return Optional.empty();
            }
            String name = canonical ? type.getRecordComponents()[parts.size()].getName() : parameter.getName();
            parts.add(new Part(name, parameter.getType(), parameter.getParameterizedType(), List.of(parameter)));
        }
        MethodHandle handle = executable instanceof Constructor<?> constructor
                ? lookup.unreflectConstructor(constructor)
                : lookup.unreflect((Method) executable);
        return Optional.of(new Creation(
                List.copyOf(parts),
                handle.asSpreader(Object[].class, parts.size()).asType(FROM_ARRAY)));
    }
}
