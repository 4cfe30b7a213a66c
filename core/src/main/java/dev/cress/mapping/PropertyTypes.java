package dev.cress.mapping;

import dev.cress.annotation.ConvertWith;
import dev.cress.codec.GeoPointCodec;
import dev.cress.codec.Instances;
import dev.cress.codec.JsonCodecs;
import dev.cress.codec.Primitives;
import dev.cress.codec.ScalarType;
import dev.cress.codec.ScalarTypes;
import dev.cress.codec.TextCodec;
import dev.cress.convert.ValueConverter;
import dev.cress.geo.GeoPoint;
import dev.cress.reference.Ref;
import dev.cress.script.entry.EntryType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows how values of a type are stored: by a converter, as a scalar, a reference, a position, or JSON. */
final class PropertyTypes {

    private static final JsonCodecs PLAIN =
            JsonCodecs.jackson(List.of(), target -> new PropertyTypes(List.of()).reference(target));

    private final Map<Class<?>, ValueConverter<?, ?>> converters = new HashMap<>();
    private final JsonCodecs json;

    PropertyTypes(List<ValueConverter<?, ?>> converters) {
        converters.forEach(converter -> this.converters.put(Primitives.wrapper(converter.type()), converter));
        this.json = converters.isEmpty() ? PLAIN : JsonCodecs.jackson(converters, this::reference);
    }

    /**
     * How values are stored.
     *
     * @param codec between value and text
     * @param entryType how the text becomes an index entry; empty for a position and for JSON
     */
    record Storage(TextCodec<Object> codec, Optional<EntryType> entryType) {}

    /** @throws IllegalArgumentException saying what is to be changed */
    Storage of(EntityMember member) {
        Optional<ConvertWith> own = member.find(ConvertWith.class);
        if (own.isPresent()) {
            ValueConverter<?, ?> converter = instance(own.get().value());
            if (Primitives.wrapper(converter.type()) != Primitives.wrapper(member.type())) {
                throw new IllegalArgumentException("is a " + member.type().getTypeName() + ", and its converter is for "
                        + converter.type().getTypeName());
            }
            return converted(converter);
        }
        return member.type() == Ref.class
                ? new ReferenceTypes(this).of(member.genericType())
                : of(member.type(), member.genericType());
    }

    private TextCodec<Object> reference(Class<?> target) {
        return new ReferenceTypes(this).to(target).codec();
    }

    /** What is stored under a converter, as a scalar or as a reference. */
    Optional<Storage> leaf(Class<?> type, Type genericType) {
        return type == Ref.class ? Optional.of(new ReferenceTypes(this).of(genericType)) : scalar(type);
    }

    /** What is stored under a converter or as a scalar, of which ids are made. */
    Optional<Storage> scalar(Class<?> type) {
        ValueConverter<?, ?> converter = converters.get(Primitives.wrapper(type));
        return converter == null ? ScalarTypes.of(type).map(PropertyTypes::scalar) : Optional.of(converted(converter));
    }

    /** How values are written inside of JSON. */
    TextCodec<Object> json(Type type) {
        return json.codec(type);
    }

    /** The name under which a member of a nested value is written; empty when it is not. */
    Optional<String> memberName(Class<?> type, String member) {
        return hasConverter(type) ? Optional.empty() : json.memberName(type, member);
    }

    boolean hasConverter(Class<?> type) {
        return converters.containsKey(Primitives.wrapper(type));
    }

    Storage of(Class<?> type, Type genericType) {
        Optional<Storage> scalar = scalar(type);
        return scalar.isPresent() ? scalar.get() : plain(type, genericType, json);
    }

    /** The stored type of a converter is stored as it is, so that no converter leads to another. */
    @SuppressWarnings("unchecked")
    private static Storage converted(ValueConverter<?, ?> converter) {
        Class<?> type = converter.storedType();
        Storage stored = ScalarTypes.of(type).map(PropertyTypes::scalar).orElseGet(() -> plain(type, type, PLAIN));
        return new Storage(
                new ConvertedCodec((ValueConverter<Object, Object>) converter, stored.codec()), stored.entryType());
    }

    @SuppressWarnings("unchecked")
    private static Storage scalar(ScalarType<?> type) {
        return new Storage((TextCodec<Object>) type.codec(), Optional.of(type.entryType()));
    }

    @SuppressWarnings("unchecked")
    private static Storage plain(Class<?> type, Type genericType, JsonCodecs json) {
        return type == GeoPoint.class
                ? new Storage((TextCodec<Object>) (TextCodec<?>) GeoPointCodec.INSTANCE, Optional.empty())
                : new Storage(json.codec(genericType), Optional.empty());
    }

    private static ValueConverter<?, ?> instance(Class<? extends ValueConverter<?, ?>> type) {
        return Instances.of(type);
    }
}
