package dev.cress.codec;

import dev.cress.script.entity.SureTexts;
import java.util.function.Function;

record FunctionCodec<V>(Function<V, byte[]> encoder, Function<byte[], V> decoder, SureTexts sureTexts)
        implements TextCodec<V> {

    @Override
    public byte[] encode(V value) {
        return encoder.apply(value);
    }

    @Override
    public V decode(byte[] text) {
        return decoder.apply(text);
    }
}
