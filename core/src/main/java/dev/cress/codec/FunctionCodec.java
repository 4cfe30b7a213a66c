package dev.cress.codec;

import java.util.function.Function;

record FunctionCodec<V>(Function<V, byte[]> encoder, Function<byte[], V> decoder) implements TextCodec<V> {

    @Override
    public byte[] encode(V value) {
        return encoder.apply(value);
    }

    @Override
    public V decode(byte[] text) {
        return decoder.apply(text);
    }
}
