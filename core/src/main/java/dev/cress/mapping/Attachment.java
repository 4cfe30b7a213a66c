package dev.cress.mapping;

import dev.cress.codec.TextCodec;
import org.jspecify.annotations.Nullable;

/**
 * What entities of a type have beside their hash, under a key of its own.
 *
 * @param kind list or bytes
 * @param name its name in keys, of no other attachment of the type
 * @param type class of an element; {@code byte[]} for bytes
 * @param max elements or bytes that there may be
 * @param codec between an element and its text; null for bytes
 */
public record Attachment(
        Kind kind,
        String name,
        Class<?> type,
        int max,
        @Nullable TextCodec<Object> codec) {

    /** What it holds. */
    public enum Kind {
        /** Elements, of which the last ones are kept. */
        LIST("list"),
        /** Bytes that grow at their end. */
        BYTES("bytes");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** {@return how the layout record calls it} */
        public String code() {
            return code;
        }
    }

    /** As the layout record has it: no index has a name with a colon. */
    String signature() {
        return ":" + name + "=" + kind.code();
    }
}
