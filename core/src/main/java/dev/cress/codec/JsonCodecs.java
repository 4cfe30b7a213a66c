package dev.cress.codec;

import dev.cress.convert.ValueConverter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes codecs for what is no scalar: nested values and collections, stored as one JSON text. */
public interface JsonCodecs {

    /**
     * Codecs on a Jackson mapper without default typing: nothing in stored data chooses a class, but for the names of {@link dev.cress.annotation.Variant}s.
     *
     * @return codecs with sorted properties, map keys and sets, so that equal values have equal text
     */
    static JsonCodecs jackson() {
        return jackson(List.of(), target -> {
            throw new IllegalArgumentException("refers to a " + target.getName() + ", whose id is not known here");
        });
    }

    /**
     * As {@link #jackson()}, with converters for values inside of others, and references.
     *
     * @param converters for values of their types
     * @param references the codec of references to a type; throws {@link IllegalArgumentException} saying why there is none
     * @return codecs
     */
    static JsonCodecs jackson(List<ValueConverter<?, ?>> converters, Function<Class<?>, TextCodec<Object>> references) {
        return JacksonCodecs.create(converters, references);
    }

    /**
     * Replaces strings inside of a stored text; everything else stays as it stands there.
     *
     * @param text JSON
     * @param path the way to the strings: names of members as they are written, {@link dev.cress.script.entity.IndexArgument#EACH} for elements
     * @param old the strings to be replaced
     * @param other what takes their place; null for a null, or where they are elements, for nothing
     * @return JSON
     */
    static byte[] replaced(byte[] text, List<String> path, String old, @Nullable String other) {
        return new JsonStrings(JacksonCodecs.FACTORY, old, other).replaced(text, path);
    }

    /**
     * Makes a codec.
     *
     * @param type declared type of a property, with its type arguments
     * @return its codec
     * @throws IllegalArgumentException when values of the type cannot be read back, saying why
     */
    TextCodec<Object> codec(Type type);

    /**
     * The name under which a member is written.
     *
     * @param type class of a value
     * @param member Java name of a field or component
     * @return its name as it stands between quotation marks; empty when values of the class are not written as objects with such a member
     */
    Optional<String> memberName(Class<?> type, String member);
}
