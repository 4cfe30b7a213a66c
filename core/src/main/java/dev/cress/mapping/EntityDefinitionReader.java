package dev.cress.mapping;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.codec.GeoPointCodec;
import dev.cress.codec.JsonCodecs;
import dev.cress.codec.Primitives;
import dev.cress.codec.ScalarType;
import dev.cress.codec.ScalarTypes;
import dev.cress.codec.TextCodec;
import dev.cress.error.MappingException;
import dev.cress.geo.GeoPoint;
import dev.cress.script.entity.IndexForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads a type's declaration and collects everything that is wrong with it. */
final class EntityDefinitionReader<T> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,48}");
    private static final Set<Class<?>> ID_TYPES = Set.of(String.class, Long.class, Integer.class, UUID.class);

    private final Class<T> type;
    private final List<String> problems = new ArrayList<>();
    private final List<Property> properties = new ArrayList<>();
    private final List<IndexDefinition> indexes = new ArrayList<>();
    private final List<Unique.Scope> uniqueScopes = new ArrayList<>();
    private int partitions;

    EntityDefinitionReader(Class<T> type) {
        this.type = type;
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
        Optional<EntityShape<T>> shape = EntityShape.of(type, problems);
        shape.ifPresent(this::readMembers);
        if (!problems.isEmpty() || shape.isEmpty()) {
            throw new MappingException(type.getName(), problems);
        }
        EntityShape<T> found = shape.get();
        return new EntityDefinition<>(
                type,
                name,
                partitions,
                List.copyOf(properties),
                List.copyOf(indexes),
                List.copyOf(uniqueScopes),
                id(found),
                found.access());
    }

    private String defaultName() {
        String simple = type.getSimpleName();
        return simple.isEmpty() ? simple : Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
    }

    private void readMembers(EntityShape<T> shape) {
        long ids =
                shape.members().stream().filter(member -> member.has(Id.class)).count();
        if (ids != 1) {
            problems.add("annotate exactly one property with @Id, not " + ids);
        }
        if (shape.members().stream().filter(member -> member.has(Version.class)).count() > 1) {
            problems.add("annotate at most one property with @Version");
        }
        for (EntityMember member : shape.members()) {
            if (member.has(Id.class)) {
                readId(member);
            } else if (member.has(Version.class)) {
                readVersion(member);
            } else {
                readProperty(member);
            }
        }
    }

    private void readId(EntityMember member) {
        if (!ID_TYPES.contains(Primitives.wrapper(member.type()))) {
            problems.add(member.name() + ": an @Id is a String, long, int or UUID, not "
                    + member.type().getTypeName());
        }
        refuseIndexes(member, "the id, which has an index of its own");
    }

    private void readVersion(EntityMember member) {
        if (Primitives.wrapper(member.type()) != Long.class) {
            problems.add(member.name() + ": a @Version is a long or Long, not "
                    + member.type().getTypeName());
        }
        refuseIndexes(member, "the version, which cannot be indexed");
    }

    private void refuseIndexes(EntityMember member, String what) {
        if (member.has(Indexed.class) || member.has(GeoIndexed.class) || member.has(Unique.class)) {
            problems.add(member.name() + ": remove the index annotation from " + what);
        }
    }

    private void readProperty(EntityMember member) {
        if (member.name().indexOf(0) >= 0) {
            problems.add("a property name holds no NUL, which marks reserved fields");
        }
        Optional<ScalarType<?>> scalar = ScalarTypes.of(member.type());
        Property property = new Property(
                member.name(),
                member.type(),
                codec(member, scalar),
                scalar.map(ScalarType::entryType),
                properties.size());
        properties.add(property);
        if (member.has(Indexed.class)) {
            addIndex(member, property, IndexForm.ORDERED, Indexed.class.getSimpleName(), scalar.isPresent());
        }
        member.find(Unique.class).ifPresent(unique -> {
            addIndex(member, property, IndexForm.UNIQUE, Unique.class.getSimpleName(), scalar.isPresent());
            uniqueScopes.add(unique.scope());
            if (unique.scope() == Unique.Scope.MODEL && partitions > 1) {
                problems.add(member.name() + ": @Unique in a model of " + partitions
                        + " partitions needs scope = PARTITION, or declare partitions = 1");
            }
        });
        if (member.has(GeoIndexed.class)) {
            addGeoIndex(member, property);
        }
    }

    private void addIndex(EntityMember member, Property property, IndexForm form, String annotation, boolean scalar) {
        if (!scalar) {
            problems.add(member.name() + ": @" + annotation + " needs a scalar type, not "
                    + member.type().getTypeName()
                    + (member.type() == GeoPoint.class ? "; use @GeoIndexed" : "; index a scalar property beside it"));
        } else if (indexable(member)) {
            indexes.add(new IndexDefinition(form, property));
        }
    }

    private void addGeoIndex(EntityMember member, Property property) {
        if (member.type() != GeoPoint.class) {
            problems.add(member.name() + ": @GeoIndexed needs a GeoPoint, not "
                    + member.type().getTypeName() + "; use @Indexed");
        } else if (indexable(member)) {
            indexes.add(new IndexDefinition(IndexForm.GEO, property));
        }
    }

    private boolean indexable(EntityMember member) {
        boolean named = NAME.matcher(member.name()).matches();
        if (!named) {
            problems.add(member.name() + ": the name of an indexed property is to match " + NAME);
        }
        return named;
    }

    @SuppressWarnings("unchecked")
    private TextCodec<Object> codec(EntityMember member, Optional<ScalarType<?>> scalar) {
        if (scalar.isPresent()) {
            return (TextCodec<Object>) scalar.get().codec();
        }
        if (member.type() == GeoPoint.class) {
            return (TextCodec<Object>) (TextCodec<?>) GeoPointCodec.INSTANCE;
        }
        return JSON.codec(member.genericType());
    }

    private static final JsonCodecs JSON = JsonCodecs.jackson();

    @SuppressWarnings("unchecked")
    private Property id(EntityShape<T> shape) {
        EntityMember id = shape.members().stream()
                .filter(member -> member.has(Id.class))
                .findFirst()
                .orElseThrow();
        ScalarType<?> scalar = ScalarTypes.of(id.type()).orElseThrow();
        return new Property(
                id.name(),
                id.type(),
                (TextCodec<Object>) scalar.codec(),
                Optional.of(scalar.entryType()),
                Property.ID_ORDINAL);
    }
}
