package dev.cress.mapping;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.IgnoreCase;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.PartitionBy;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.codec.Primitives;
import dev.cress.error.MappingException;
import dev.cress.geo.GeoPoint;
import dev.cress.script.entity.IndexForm;
import dev.cress.script.entry.EntryType;
import dev.cress.script.entry.FoldedTexts;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a type's declaration and collects everything that is wrong with it. */
final class EntityDefinitionReader<T> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,48}");

    private final Class<T> type;
    private final PropertyTypes types;
    private final List<String> problems = new ArrayList<>();
    private final List<EntityMember> stored = new ArrayList<>();
    private final List<Property> properties = new ArrayList<>();
    private final List<IndexDefinition> indexes = new ArrayList<>();
    private final List<IndexDefinition> paths = new ArrayList<>();
    private int partitions;

    EntityDefinitionReader(Class<T> type, PropertyTypes types) {
        this.type = type;
        this.types = types;
    }

    EntityDefinition<T> read() {
        RedisEntity annotation = type.getAnnotation(RedisEntity.class);
        if (annotation == null) {
            problems.add("annotate it with @RedisEntity");
        }
        String name = annotation == null || annotation.value().isEmpty() ? defaultName() : annotation.value();
        partitions = annotation == null ? 0 : annotation.partitions();
        if (!NAME.matcher(name).matches()) {
            problems.add("the model name \"" + name + "\" is to match " + NAME);
        }
        if (partitions < 0 || partitions > 16384 || Integer.bitCount(partitions) > 1) {
            problems.add("partitions is a power of two from 1 to 16384, not " + partitions);
        }
        Optional<EntityShape> shape = EntityShape.of(type, problems);
        Optional<IdReader.Found> id =
                shape.flatMap(found -> new IdReader(annotation, found, new IdTypes(types), problems).read());
        EntityMember version = shape.map(this::readMembers).orElse(null);
        indexes.addAll(new CompositeReader(type, properties, this::indexable, problems).read());
        indexes.addAll(paths);
        shape.ifPresent(found -> found.members()
                .forEach(member -> checkPartitionBy(
                        member,
                        id.filter(key -> key.codec().composite() != null
                                        && key.parts().get(0).equals(member))
                                .isPresent())));
        EventRules events = new EventRulesReader(type, problems).read();
        Life life = new LifeReader(type, problems).read(stored, properties);
        List<Attachment> attachments = new AttachmentReader(type, types, NAME, problems).read();
        if (!problems.isEmpty() || id.isEmpty() || shape.isEmpty()) {
            throw new MappingException(type.getName(), problems);
        }
        return new EntityDefinition<>(
                type,
                name,
                partitions,
                List.copyOf(properties),
                List.copyOf(indexes),
                new AutoValues(autoValues()),
                events,
                life,
                attachments,
                id.get().property(properties),
                id.get().codec().composite() == null
                        ? null
                        : partitionProperty(id.get().parts()),
                id.get().codec(),
                id.get().generator(),
                new EntityAccess<>(shape.get(), id.get().parts(), version, stored),
                types);
    }

    private String defaultName() {
        String simple = type.getSimpleName();
        return simple.isEmpty() ? simple : Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
    }

    private @Nullable EntityMember readMembers(EntityShape shape) {
        List<EntityMember> versions = shape.members().stream()
                .filter(member -> member.has(Version.class))
                .toList();
        if (versions.size() > 1) {
            problems.add("annotate at most one property with @Version");
        }
        boolean composite =
                shape.members().stream().filter(member -> member.has(Id.class)).count() > 1;
        for (EntityMember member : shape.members()) {
            if (member.has(Version.class)) {
                readVersion(member);
            } else if (!member.has(Id.class)) {
                readProperty(member);
            } else if ((hasIndex(member) || member.has(PartitionBy.class)) && composite) {
                readProperty(member); // a part of an id may be asked for by itself, so it is stored as a property too
            } else {
                refuseIndexes(member, "the id, which has an index of its own");
            }
        }
        return versions.isEmpty() ? null : versions.get(0);
    }

    private void readVersion(EntityMember member) {
        if (Primitives.wrapper(member.type()) != Long.class || member.isOptional()) {
            problems.add(member.name() + ": a @Version is a long or Long, not "
                    + member.type().getTypeName());
        }
        refuseIndexes(member, "the version, which cannot be indexed");
    }

    private void refuseIndexes(EntityMember member, String what) {
        if (hasIndex(member)) {
            problems.add(member.name() + ": remove the index annotation from " + what);
        }
    }

    private static boolean hasIndex(EntityMember member) {
        return member.has(Indexed.class) || member.has(GeoIndexed.class) || member.has(Unique.class);
    }

    private void readProperty(EntityMember member) {
        PropertyTypes.Storage storage;
        try {
            storage = types.of(member);
        } catch (IllegalArgumentException e) {
            problems.add(member.name() + " cannot be stored: " + e.getMessage());
            return;
        }
        Property property = new Property(
                member.name(),
                storedName(member),
                member.type(),
                member.declaredType(),
                storage.codec(),
                entryType(member, storage),
                new RulesReader(member, storage.codec(), problems).read(),
                properties.size());
        properties.add(property);
        stored.add(member);
        member.find(Indexed.class).ifPresent(indexed -> addIndexed(member, property, indexed));
        member.find(Unique.class).ifPresent(unique -> {
            addIndex(
                    member,
                    property,
                    IndexDefinition.unique(List.of(property), unique.scope()),
                    Unique.class.getSimpleName());
            if (unique.value().length > 0) {
                problems.add(member.name() + ": @Unique of several properties belongs on the type");
            }
        });
        if (member.has(GeoIndexed.class)) {
            addGeoIndex(member, property);
        }
    }

    private @Nullable Property partitionProperty(List<EntityMember> idParts) {
        String first = idParts.get(0).name();
        return properties.stream()
                .filter(property -> property.name().equals(first)
                        && stored.get(property.ordinal()).has(PartitionBy.class))
                .findFirst()
                .orElse(null);
    }

    /** Anything else would make an entity findable by more than its id only. */
    private void checkPartitionBy(EntityMember member, boolean first) {
        if (member.has(PartitionBy.class) && !first) {
            problems.add(member.name() + ": @PartitionBy belongs on the first part of an id of several properties,"
                    + " so that the id alone tells where an entity is");
        }
    }

    private Map<Class<? extends Annotation>, List<Integer>> autoValues() {
        Map<Class<? extends Annotation>, List<Integer>> ordinals = new HashMap<>();
        for (Class<? extends Annotation> annotation : AutoValues.ALL) {
            for (int i = 0; i < stored.size(); i++) {
                if (stored.get(i).has(annotation)) {
                    ordinals.computeIfAbsent(annotation, key -> new ArrayList<>())
                            .add(i);
                }
            }
        }
        return ordinals;
    }

    private String storedName(EntityMember member) {
        String name = member.find(StoredName.class).map(StoredName::value).orElse(member.name());
        if (name.isEmpty() || name.indexOf(0) >= 0) {
            problems.add(member.name() + ": a stored name has a character and no NUL, which marks reserved fields");
        }
        Stream<Property> others =
                properties.stream().filter(other -> other.storedName().equals(name));
        others.forEach(other -> problems.add(member.name() + " and " + other.name() + " are both stored as \"" + name
                + "\"; give one another @StoredName"));
        return name;
    }

    private Optional<EntryType> entryType(EntityMember member, PropertyTypes.Storage storage) {
        if (!member.has(IgnoreCase.class)) {
            return storage.entryType();
        }
        if (member.type() != String.class || !storage.entryType().equals(Optional.of(EntryType.TEXT))) {
            problems.add(member.name() + ": @IgnoreCase needs a String, not "
                    + member.type().getTypeName());
        }
        FoldedTexts.load();
        return Optional.of(EntryType.FOLDED);
    }

    private void addIndexed(EntityMember member, Property property, Indexed indexed) {
        boolean whole = property.entryType().isPresent() || member.type() == GeoPoint.class;
        if (whole && indexed.paths().length > 0) {
            problems.add(member.name() + ": @Indexed(paths = …) needs a nested value, not "
                    + member.type().getTypeName());
        } else if (whole) {
            IndexForm form = indexed.sparse() ? IndexForm.SPARSE : IndexForm.ORDERED;
            addIndex(member, property, new IndexDefinition(form, property), Indexed.class.getSimpleName());
        } else if (indexed.sparse()) {
            problems.add(member.name()
                    + ": @Indexed(sparse = true) needs a scalar type; elements have no entry where there is none");
        } else if (indexable(property)) {
            paths.addAll(new PathReader(member, property, types, problems).read(indexed.paths()));
        }
    }

    private void addIndex(EntityMember member, Property property, IndexDefinition index, String annotation) {
        if (property.entryType().isEmpty()) {
            problems.add(member.name() + ": @" + annotation + " needs a scalar type, not "
                    + member.type().getTypeName()
                    + (member.type() == GeoPoint.class ? "; use @GeoIndexed" : "; index a scalar property beside it"));
        } else if (indexable(property)) {
            indexes.add(index);
        }
    }

    private void addGeoIndex(EntityMember member, Property property) {
        if (member.type() != GeoPoint.class) {
            problems.add(member.name() + ": @GeoIndexed needs a GeoPoint, not "
                    + member.type().getTypeName() + "; use @Indexed");
        } else if (indexable(property)) {
            indexes.add(new IndexDefinition(IndexForm.GEO, property));
        }
    }

    private boolean indexable(Property property) {
        boolean named = NAME.matcher(property.storedName()).matches();
        if (!named) {
            problems.add(property.name() + ": the stored name of an indexed property is to match " + NAME
                    + "; give it a @StoredName");
        }
        return named;
    }
}
