package dev.cress.mapping;

import dev.cress.annotation.ConvertWith;
import dev.cress.codec.Primitives;
import dev.cress.script.entity.IndexArgument;
import dev.cress.script.entity.IndexForm;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads which values inside of a property are indexed. */
final class PathReader {

    /** Scalars that are written in JSON with another text than by themselves, from which other entries would follow. */
    private static final Set<Class<?>> WRITTEN_OTHERWISE = Set.of(byte[].class, Duration.class, LocalTime.class);

    private final EntityMember member;
    private final Property property;
    private final PropertyTypes types;
    private final List<String> problems;

    PathReader(EntityMember member, Property property, PropertyTypes types, List<String> problems) {
        this.member = member;
        this.property = property;
        this.types = types;
        this.problems = problems;
    }

    List<IndexDefinition> read(String... paths) {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (String path : paths.length == 0 ? new String[] {""} : paths) {
            try {
                indexes.add(index(path));
            } catch (IllegalArgumentException e) {
                problems.add(name(property.name(), path) + ": @Indexed " + e.getMessage());
            }
        }
        return indexes;
    }

    private static String name(String property, String path) {
        return path.isEmpty() ? property : property + "." + path;
    }

    private IndexDefinition index(String path) {
        if (member.has(ConvertWith.class) || types.hasConverter(member.type())) {
            throw new IllegalArgumentException("cannot look into what a converter stores");
        }
        Way way = new Way(member.genericType());
        for (String name : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
            way.elements();
            way.member(name);
        }
        way.elements();
        if (way.steps.isEmpty()) {
            throw new IllegalArgumentException("needs a scalar type or a collection of such, not "
                    + member.type().getTypeName()
                    + "; name its members by paths, or index a scalar property beside it");
        }
        Property leaf = leaf(name(property.name(), path), name(property.storedName(), path), way.type);
        IndexPath found = new IndexPath(leaf.name(), way.steps, way.names);
        return new IndexDefinition(IndexForm.ORDERED, List.of(leaf), found, null);
    }

    private Property leaf(String name, String storedName, Type type) {
        Class<?> raw = Primitives.wrapper(ValueStep.rawType(type));
        PropertyTypes.Storage storage = types.leaf(raw, type)
                .filter(known -> !types.hasConverter(raw) && isWrittenAsItself(raw))
                .orElseThrow(() -> new IllegalArgumentException("cannot order values of " + raw.getTypeName()
                        + " inside of JSON; index a scalar property beside it"));
        return new Property(
                name,
                storedName,
                raw,
                raw,
                storage.codec(),
                storage.entryType(),
                PropertyRules.NONE,
                property.ordinal());
    }

    private boolean isWrittenAsItself(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        if (constants == null) {
            return !WRITTEN_OTHERWISE.contains(type);
        }
        for (Object constant : constants) {
            byte[] json = types.json(type).encode(constant);
            if (!new String(json, StandardCharsets.UTF_8).equals('"' + ((Enum<?>) constant).name() + '"')) {
                return false;
            }
        }
        return true;
    }

    /** The steps so far, and the type to which they lead. */
    private final class Way {

        private final List<ValueStep> steps = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private Type type;

        private Way(Type type) {
            this.type = type;
        }

        private void elements() {
            Class<?> raw = ValueStep.rawType(type);
            if (raw != byte[].class && raw != char[].class && !types.hasConverter(raw)) {
                ValueStep.elements(type).ifPresent(step -> add(step, IndexArgument.EACH));
            }
        }

        private void member(String name) {
            Class<?> raw = ValueStep.rawType(type);
            String written = types.memberName(raw, name)
                    .orElseThrow(() -> new IllegalArgumentException("finds no member " + name + " in the JSON of "
                            + raw.getTypeName() + ", or one with a converter, into which it cannot look"));
            add(
                    ValueStep.member(type, name)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "finds no field " + name + " in " + raw.getTypeName())),
                    written);
        }

        private void add(ValueStep.Followed followed, String name) {
            steps.add(followed.step());
            names.add(name);
            type = followed.type();
        }
    }
}
