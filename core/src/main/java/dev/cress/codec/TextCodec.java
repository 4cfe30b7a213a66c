package dev.cress.codec;

import dev.cress.script.entity.SureTexts;
import java.util.function.Function;

/**
 * Between a value and the text that is stored for it. Equal values have equal text: writes are compared by it, and indexes are made from it.
 *
 * @param <V> type of the value
 */
public interface TextCodec<V> {

    /**
     * The stored form.
     *
     * @param value a value, never null: a null has no stored form
     * @return canonical UTF-8 text
     * @throws IllegalArgumentException when the value has no stored form, such as a lone surrogate
     */
    byte[] encode(V value);

    /**
     * The value of a stored form.
     *
     * @param text stored text
     * @return the value
     * @throws IllegalArgumentException when it is no text of this codec
     */
    V decode(byte[] text);

    /** {@return which texts a script can tell to be of this codec} */
    default SureTexts sureTexts() {
        return SureTexts.NONE;
    }

    /**
     * A codec of two functions.
     *
     * @param encoder as {@link #encode}
     * @param decoder as {@link #decode}
     * @param <V> type of the value
     * @return the codec
     */
    static <V> TextCodec<V> of(Function<V, byte[]> encoder, Function<byte[], V> decoder) {
        return new FunctionCodec<>(encoder, decoder, SureTexts.NONE);
    }
}
