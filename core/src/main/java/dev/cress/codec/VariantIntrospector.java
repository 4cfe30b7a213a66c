package dev.cress.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cress.annotation.Variant;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/** Reads {@link Variant}s beside Jackson's own annotations, and refuses those of them by which stored data would choose a class. */
final class VariantIntrospector extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;
    private static final String DISCRIMINATOR = "@type";
    private static final Set<JsonTypeInfo.Id> OPEN =
            Set.of(JsonTypeInfo.Id.CLASS, JsonTypeInfo.Id.MINIMAL_CLASS, JsonTypeInfo.Id.CUSTOM);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        Class<?> base = base(annotated.getRawType());
        if (base != null && annotated.getAnnotated() instanceof Class<?>) {
            requireClosed(base);
            return JsonTypeInfo.Value.construct(
                    JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, DISCRIMINATOR, null, false, true);
        }
        JsonTypeInfo.Value declared = super.findPolymorphicTypeInfo(config, annotated);
        if (declared != null && OPEN.contains(declared.getIdType())) {
            throw new IllegalArgumentException("@JsonTypeInfo of " + annotated.getName()
                    + " lets stored data choose a class; name the classes by @Variant instead");
        }
        return declared;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
        Class<?> base = base(annotated.getRawType());
        return base == null
                ? super.findSubtypes(config, annotated)
                : Arrays.stream(base.getAnnotationsByType(Variant.class))
                        .map(variant -> new NamedType(variant.type(), variant.name()))
                        .toList();
    }

    /** The nearest of a class and what it extends that names variants. */
    private static @Nullable Class<?> base(@Nullable Class<?> type) {
        if (type == null || type == Object.class || type.getAnnotationsByType(Variant.class).length > 0) {
            return type == Object.class ? null : type;
        }
        for (Class<?> extended : type.getInterfaces()) {
            Class<?> base = base(extended);
            if (base != null) {
                return base;
            }
        }
        return base(type.getSuperclass());
    }

    private static void requireClosed(Class<?> base) {
        if (!base.isSealed()) {
            throw new IllegalArgumentException(base.getName() + " has variants; make it sealed");
        }
        List<Class<?>> concrete = new ArrayList<>();
        collect(base, concrete);
        Set<String> names = new HashSet<>();
        for (Variant variant : base.getAnnotationsByType(Variant.class)) {
            if (variant.name().isEmpty() || !names.add(variant.name())) {
                throw new IllegalArgumentException(
                        base.getName() + ": give each @Variant a name of its own, not \"" + variant.name() + "\"");
            }
            if (!concrete.remove(variant.type())) {
                throw new IllegalArgumentException(base.getName() + ": "
                        + variant.type().getName() + " has a @Variant twice, or is no concrete class of the hierarchy");
            }
        }
        if (!concrete.isEmpty()) {
            throw new IllegalArgumentException(base.getName() + ": add a @Variant for "
                    + concrete.stream().map(Class::getName).toList());
        }
    }

    private static void collect(Class<?> type, List<Class<?>> concrete) {
        int modifiers = type.getModifiers();
        if (!type.isSealed() && !Modifier.isFinal(modifiers)) {
            throw new IllegalArgumentException(
                    type.getName() + ": make it final, sealed or a record, so that all variants are known");
        }
        if (!Modifier.isAbstract(modifiers)) {
            concrete.add(type);
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, concrete);
            }
        }
    }
}
