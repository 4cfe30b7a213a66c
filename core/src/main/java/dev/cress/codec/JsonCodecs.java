package dev.cress.codec;

import java.lang.reflect.Type;

/** Makes codecs for what is no scalar: nested values and collections, stored as one JSON text. */
@FunctionalInterface
public interface JsonCodecs {

    /**
     * Codecs on a Jackson mapper without default typing: nothing in stored data chooses a class, but for the names of {@link dev.cress.annotation.Variant}s.
     *
     * @return codecs with sorted properties, map keys and sets, so that equal values have equal text
     */
    static JsonCodecs jackson() {
        return JacksonCodecs.create();
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
