package dev.cress.codec;

import dev.cress.convert.ValueConverter;
import java.lang.reflect.Type;
import java.util.List;

/** Makes codecs for what is no scalar: nested values and collections, stored as one JSON text. */
@FunctionalInterface
public interface JsonCodecs {

    /**
     * Codecs on a Jackson mapper without default typing: nothing in stored data chooses a class, but for the names of {@link dev.cress.annotation.Variant}s.
     *
     * @return codecs with sorted properties, map keys and sets, so that equal values have equal text
     */
    static JsonCodecs jackson() {
        return jackson(List.of());
    }

    /**
     * As {@link #jackson()}, with converters for values inside of others.
     *
     * @param converters for values of their types
     * @return codecs
     */
    static JsonCodecs jackson(List<ValueConverter<?, ?>> converters) {
        return JacksonCodecs.create(converters);
    }

    /**
     * Makes a codec.
     *
     * @param type declared type of a property, with its type arguments
     * @return its codec
     * @throws IllegalArgumentException when values of the type cannot be read back, saying why
     */
    TextCodec<Object> codec(Type type);
}
