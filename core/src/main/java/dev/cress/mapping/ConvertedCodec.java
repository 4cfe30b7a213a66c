package dev.cress.mapping;

import dev.cress.codec.Conversions;
import dev.cress.codec.TextCodec;
import dev.cress.convert.ValueConverter;

/** Stores a value as another one. */
record ConvertedCodec(ValueConverter<Object, Object> converter, TextCodec<Object> stored) implements TextCodec<Object> {

    @Override
    public byte[] encode(Object value) {
        return stored.encode(Conversions.of(() -> converter.toStored(value)));
    }

    @Override
    public Object decode(byte[] text) {
        Object converted = stored.decode(text);
        return Conversions.of(() -> converter.fromStored(converted));
    }
}
