package dev.cress.codec;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.cress.annotation.ConvertWith;
import dev.cress.annotation.CreatedBy;
import dev.cress.annotation.CreatedDate;
import dev.cress.annotation.Creator;
import dev.cress.annotation.DefaultValue;
import dev.cress.annotation.ExpiresAfter;
import dev.cress.annotation.ExpiresAt;
import dev.cress.annotation.GeneratedId;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.IgnoreCase;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.LastModifiedBy;
import dev.cress.annotation.LastModifiedDate;
import dev.cress.annotation.MaxLength;
import dev.cress.annotation.PartitionBy;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.convert.ValueConverter;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Does inside of values what annotations of members say of properties, and refuses those that can do nothing there: nobody is to believe in an index, or a default, that is none. An entity
 * inside of another value is a copy, whose annotations are meant for where it is stored by itself.
 */
final class MemberIntrospector extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;
    private static final List<Class<? extends Annotation>> INDEXES =
            List.of(Indexed.class, GeoIndexed.class, Unique.class, IgnoreCase.class);
    private static final List<Class<? extends Annotation>> OF_ENTITIES = List.of(
            Version.class,
            GeneratedId.class,
            DefaultValue.class,
            PartitionBy.class,
            CreatedDate.class,
            LastModifiedDate.class,
            CreatedBy.class,
            LastModifiedBy.class,
            ExpiresAfter.class,
            ExpiresAt.class);

    @Override
    public @Nullable PropertyName findNameForSerialization(MapperConfig<?> config, Annotated annotated) {
        return name(annotated);
    }

    @Override
    public @Nullable PropertyName findNameForDeserialization(MapperConfig<?> config, Annotated annotated) {
        return name(annotated);
    }

    private static @Nullable PropertyName name(Annotated annotated) {
        if (annotated instanceof AnnotatedMember member) {
            check(member);
        }
        StoredName name = annotated.getAnnotation(StoredName.class);
        return name == null ? null : PropertyName.construct(name.value());
    }

    @Override
    public @Nullable Object findSerializationConverter(MapperConfig<?> config, Annotated annotated) {
        return converter(annotated).map(JacksonCodecs::storing).orElse(null);
    }

    @Override
    public @Nullable Object findDeserializationConverter(MapperConfig<?> config, Annotated annotated) {
        return converter(annotated).map(JacksonCodecs::reading).orElse(null);
    }

    private static Optional<ValueConverter<?, ?>> converter(Annotated annotated) {
        ConvertWith annotation =
                annotated instanceof AnnotatedClass ? null : annotated.getAnnotation(ConvertWith.class);
        return Optional.ofNullable(annotation).map(own -> Instances.of(own.value()));
    }

    @Override
    public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
        return annotated.hasAnnotation(Creator.class) ? JsonCreator.Mode.PROPERTIES : null;
    }

    private static void check(AnnotatedMember member) {
        if (member.getDeclaringClass().isAnnotationPresent(RedisEntity.class)) {
            return;
        }
        INDEXES.stream().filter(member::hasAnnotation).findFirst().ifPresent(index -> {
            throw refused(member, index, "; name it by @Indexed(paths = …) of the property that holds the value");
        });
        OF_ENTITIES.stream().filter(member::hasAnnotation).findFirst().ifPresent(other -> {
            throw refused(member, other, ", only on a property of an entity; remove it");
        });
        MaxLength limit = member.getAnnotation(MaxLength.class);
        if (limit != null) {
            checkLength(limit, member);
        }
        converter(member).ifPresent(converter -> {
            if (Primitives.wrapper(converter.type()) != Primitives.wrapper(member.getRawType())) {
                throw new IllegalArgumentException(member.getFullName() + " is a "
                        + member.getRawType().getTypeName() + ", and its converter is for "
                        + converter.type().getTypeName());
            }
        });
    }

    private static IllegalArgumentException refused(
            AnnotatedMember member, Class<? extends Annotation> annotation, String advice) {
        return new IllegalArgumentException("@" + annotation.getSimpleName() + " of " + member.getFullName()
                + " has no effect inside of another value" + advice);
    }

    private static void checkLength(MaxLength limit, AnnotatedMember member) {
        JavaType declared = member.getType();
        JavaType type = declared.hasRawClass(Optional.class) ? declared.containedTypeOrUnknown(0) : declared;
        JavaType content = type.getContentType();
        try {
            LengthLimit.of(limit, type.getRawClass(), content == null ? Object.class : content.getRawClass());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(member.getFullName() + ": " + e.getMessage(), e);
        }
    }
}
