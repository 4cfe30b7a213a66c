package dev.cress.mapping;

import dev.cress.annotation.GeneratedId;
import dev.cress.annotation.Id;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.codec.Instances;
import dev.cress.codec.TextCodec;
import dev.cress.id.IdGenerator;
import dev.cress.script.entry.EntryType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads which properties identify an entity, and how. */
final class IdReader {

    private static final String COMPOSITE = "id";

    private final Class<?> declared;
    private final List<EntityMember> members;
    private final IdTypes types;
    private final List<String> problems;

    IdReader(@Nullable RedisEntity annotation, EntityShape shape, IdTypes types, List<String> problems) {
        this.declared = annotation == null ? void.class : annotation.id();
        this.members =
                shape.members().stream().filter(member -> member.has(Id.class)).toList();
        this.types = types;
        this.problems = problems;
    }

    /**
     * @param parts the members, in the order of the id's parts
     * @param codec between ids, parts and bytes
     * @param entryType how ids compare
     * @param generator of ids, null for none
     */
    record Found(
            List<EntityMember> parts,
            IdCodec codec,
            EntryType entryType,
            @Nullable IdGenerator<?> generator) {

        /** The id as queries see it; one that several properties make is called {@code id}, or like its type where that is taken. */
        Property property(List<Property> properties) {
            boolean taken =
                    properties.stream().anyMatch(property -> property.name().equals(COMPOSITE));
            String simple = codec.type().getSimpleName();
            String own = Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
            String name = codec.composite() == null ? parts.get(0).name() : taken ? own : COMPOSITE;
            Class<?> type = codec.composite() == null ? parts.get(0).type() : codec.type();
            return new Property(
                    name,
                    name,
                    type,
                    type,
                    codec.codec(),
                    Optional.of(entryType),
                    PropertyRules.NONE,
                    Property.ID_ORDINAL);
        }
    }

    Optional<Found> read() {
        members.stream()
                .filter(member -> member.has(StoredName.class))
                .forEach(
                        member -> problems.add(member.name() + ": remove @StoredName, since an id is in the key only"));
        members.stream()
                .filter(EntityMember::isOptional)
                .forEach(member -> problems.add(member.name() + ": an @Id is not optional"));
        if (members.isEmpty()) {
            problems.add("annotate a property with @Id");
            return Optional.empty();
        }
        return declared == void.class && members.size() == 1 ? single(members.get(0)) : composite();
    }

    private Optional<Found> single(EntityMember member) {
        Optional<TextCodec<Object>> codec = types.codec(member.type());
        if (codec.isEmpty()) {
            problems.add(member.name() + ": an @Id is " + IdTypes.ALLOWED + ", not a "
                    + member.type().getTypeName());
            return Optional.empty();
        }
        IdCodec id = new IdCodec(dev.cress.codec.Primitives.wrapper(member.type()), codec.get(), null);
        return Optional.of(new Found(List.of(member), id, types.entryType(member.type()), generator(member)));
    }

    private Optional<Found> composite() {
        if (declared == void.class) {
            problems.add("several properties are annotated with @Id: "
                    + members.stream().map(EntityMember::name).toList()
                    + "; declare a record of them by @RedisEntity(id = …), or annotate one only");
            return Optional.empty();
        }
        List<EntityMember> parts = new ArrayList<>();
        if (declared.isRecord()) {
            Stream.of(declared.getRecordComponents())
                    .flatMap(component -> part(component).stream())
                    .forEach(parts::add);
        }
        Optional<RecordIdCodec> codec = types.record(declared);
        if (codec.isEmpty()
                || parts.size() != members.size()
                || parts.size() != declared.getRecordComponents().length) {
            problems.add("the id " + declared.getName()
                    + " is to be a record with a component for each @Id property, of the same name and type, each "
                    + IdTypes.ALLOWED);
            return Optional.empty();
        }
        if (members.stream().anyMatch(member -> member.has(GeneratedId.class))) {
            problems.add("an id of several properties cannot be a @GeneratedId; set them in a beforeConvert callback");
        }
        return Optional.of(
                new Found(List.copyOf(parts), new IdCodec(declared, codec.get(), codec.get()), EntryType.TEXT, null));
    }

    private Optional<EntityMember> part(RecordComponent component) {
        return members.stream()
                .filter(member -> member.name().equals(component.getName()) && member.type() == component.getType())
                .findFirst();
    }

    private @Nullable IdGenerator<?> generator(EntityMember member) {
        Optional<GeneratedId> annotation = member.find(GeneratedId.class);
        if (annotation.isEmpty()) {
            return null;
        }
        if (member.type().isPrimitive()) {
            problems.add(member.name() + ": a @GeneratedId of type " + member.type()
                    + " is never absent; declare its wrapper type");
            return null;
        }
        try {
            IdGenerator<?> generator = Instances.of(annotation.get().value());
            if (GeneratedIds.fits(member.type(), generator.type())) {
                return generator;
            }
            problems.add(member.name() + ": " + generator.getClass().getName() + " makes a "
                    + generator.type().getName() + " and not a " + member.type().getName()
                    + (generator.type() == UUID.class ? "; give @GeneratedId a generator of your own" : ""));
        } catch (IllegalArgumentException e) {
            problems.add(member.name() + ": @GeneratedId " + e.getMessage());
        }
        return null;
    }
}
