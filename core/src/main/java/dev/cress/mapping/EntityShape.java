package dev.cress.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a type is built and read.
 *
 * @param members its properties, in the order of what builds it
 * @param creation from an array of all properties to the entity
 */
record EntityShape(List<EntityMember> members, MethodHandle creation) {

    static Optional<EntityShape> of(Class<?> type, List<String> problems) {
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
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            Optional<Creation> creation = Creation.of(type, lookup, problems);
            return creation.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new EntityShape(
                            members(type, creation.get(), lookup, problems),
                            creation.get().handle()));
        } catch (IllegalAccessException e) {
            problems.add("open its package to dev.cress.mapping: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static List<EntityMember> members(
            Class<?> type, Creation creation, MethodHandles.Lookup lookup, List<String> problems)
            throws IllegalAccessException {
        List<EntityMember> members = new ArrayList<>();
        for (Creation.Part part : creation.parts()) {
            Optional<MemberSource> source = MemberSource.find(type, part.name(), lookup);
            if (source.isEmpty()) {
                problems.add("parameter " + part.name()
                        + " has no field or accessor of that name from which it could be read");
                continue;
            }
            if (!source.get().fits(part.type())) {
                problems.add(part.name() + ": parameter and field differ in type");
            }
            members.add(member(part, source.get(), problems));
        }
        StrayAnnotations.check(type, members, problems);
        return List.copyOf(members);
    }

    private static EntityMember member(Creation.Part part, MemberSource source, List<String> problems) {
        List<AnnotatedElement> declarations = new ArrayList<>(part.declarations());
        declarations.addAll(source.declarations());
        Optional<Optionals.Content> content = Optionals.content(part.genericType());
        if (content.isEmpty() && part.type() == Optional.class) {
            problems.add(part.name() + ": declare of what it is an Optional");
        }
        return content.map(optional -> new EntityMember(
                        part.name(),
                        Optionals.raw(optional.type()),
                        part.type(),
                        optional.type(),
                        declarations,
                        Optionals.unwrapping(source.getter()),
                        optional.wrap()))
                .orElseGet(() -> new EntityMember(
                        part.name(),
                        part.type(),
                        part.type(),
                        part.genericType(),
                        declarations,
                        source.getter(),
                        null));
    }
}
