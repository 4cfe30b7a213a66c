package dev.cress.mapping;

import dev.cress.annotation.Id;
import dev.cress.annotation.Version;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a type is built and read: its constructor and, for each parameter, the field of the same name. */
record EntityShape<T>(List<EntityMember> members, MethodHandle constructor) {

    static <T> Optional<EntityShape<T>> of(Class<T> type, List<String> problems) {
        if (type.isInterface()
                || Modifier.isAbstract(type.getModifiers())
                || type.isEnum()
                || type.isPrimitive()
                || type.isArray()) {
            problems.add("it is to be a record or a concrete class");
            return Optional.empty();
        }
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        if (inner || (type.isLocalClass() && !type.isRecord())) {
            problems.add("make it static, or move it out of its enclosing class");
            return Optional.empty();
        }
        Optional<Constructor<?>> constructor = constructor(type, problems);
        try {
            return constructor.isEmpty() ? Optional.empty() : Optional.of(read(type, constructor.get(), problems));
        } catch (IllegalAccessException e) {
            problems.add("open its package to dev.cress.mapping: " + e.getMessage());
            return Optional.empty();
        }
    }

    EntityAccess<T> access() {
        int[] ordinals = new int[members.size()];
        int next = 0;
        for (int i = 0; i < ordinals.length; i++) {
            EntityMember member = members.get(i);
            ordinals[i] =
                    member.has(Id.class) ? EntityAccess.ID : member.has(Version.class) ? EntityAccess.VERSION : next++;
        }
        return new EntityAccess<>(
                constructor,
                ordinals,
                members.stream().map(EntityMember::getter).toList());
    }

    private static Optional<Constructor<?>> constructor(Class<?> type, List<String> problems) {
        if (type.isRecord()) {
            Class<?>[] components = Arrays.stream(type.getRecordComponents())
                    .map(component -> component.getType())
                    .toArray(Class<?>[]::new);
            return Arrays.stream(type.getDeclaredConstructors())
                    .filter(constructor -> Arrays.equals(constructor.getParameterTypes(), components))
                    .findFirst();
        }
        Constructor<?>[] constructors = type.getDeclaredConstructors();
        if (constructors.length != 1 || constructors[0].getParameterCount() == 0) {
            problems.add(
                    "give it exactly one constructor, which takes all its properties; it has " + constructors.length);
            return Optional.empty();
        }
        return Optional.of(constructors[0]);
    }

    private static <T> EntityShape<T> read(Class<T> type, Constructor<?> constructor, List<String> problems)
            throws IllegalAccessException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        List<EntityMember> members = new ArrayList<>();
        for (Parameter parameter : constructor.getParameters()) {
            if (!parameter.isNamePresent() && !type.isRecord()) {
                problems.add("compile it with -parameters, so that its constructor's parameters have names");
                break;
            }
            String name = type.isRecord() ? type.getRecordComponents()[members.size()].getName() : parameter.getName();
            Optional<Field> field = field(type, name);
            if (field.isEmpty()) {
                problems.add(
                        "constructor parameter " + name + " has no field of that name from which it could be read");
                continue;
            }
            if (field.get().getType() != parameter.getType()) {
                problems.add(name + ": constructor parameter and field differ in type");
            }
            MethodHandle getter = MethodHandles.privateLookupIn(field.get().getDeclaringClass(), lookup)
                    .unreflectGetter(field.get())
                    .asType(MethodType.methodType(Object.class, Object.class));
            members.add(new EntityMember(
                    name,
                    parameter.getType(),
                    parameter.getParameterizedType(),
                    declarations(type, parameter, field.get(), name),
                    getter));
        }
        MethodHandle handle = lookup.unreflectConstructor(constructor)
                .asSpreader(Object[].class, constructor.getParameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
        return new EntityShape<>(List.copyOf(members), handle);
    }

    private static List<AnnotatedElement> declarations(Class<?> type, Parameter parameter, Field field, String name) {
        List<AnnotatedElement> declarations = new ArrayList<>(List.of(parameter, field));
        String suffix = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        Set<String> accessors = Set.of(name, "get" + suffix, "is" + suffix);
        Arrays.stream(type.getMethods())
                .filter(method -> accessors.contains(method.getName()) && method.getParameterCount() == 0)
                .forEach(declarations::add);
        return declarations;
    }

    private static Optional<Field> field(Class<?> type, String name) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }
}
